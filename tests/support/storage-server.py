"""A whole OpenStack Swift that speaks S3, in one process and one folder: python3 storage-server.py <folder> <four free ports>.

Its proxy listens on the first port. The access key is test:tester, the secret testing, the region us-east-1.
"""
import array
import os
import sys

import eventlet

eventlet.patcher.monkey_patch(all=False, socket=True, select=True, thread=True)

from eventlet import wsgi  # noqa: E402
from swift.common import utils  # noqa: E402
from swift.common.ring import RingData  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402

folder = sys.argv[1]
ports = dict(zip(['proxy', 'account', 'container', 'object'], map(int, sys.argv[2:])))
os.makedirs(os.path.join(folder, 'devices', 'disk'), exist_ok=True)


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, 'w') as file:
        file.write(text)
    return path


write('swift.conf', '[swift-hash]\nswift_hash_path_suffix = tests\n')
utils.set_swift_dir(folder)
utils.validate_hash_conf()
for kind in ['account', 'container', 'object']:
    device = {'id': 0, 'region': 1, 'zone': 1, 'weight': 1.0, 'ip': '127.0.0.1', 'port': ports[kind], 'device': 'disk'}
    RingData([array.array('H', [0])], [device], 32).save(os.path.join(folder, kind + '.ring.gz'))

common = f'swift_dir = {folder}\ndevices = {folder}/devices\nmount_check = false\nbind_ip = 127.0.0.1\n'
pipeline = 'catch_errors healthcheck s3api tempauth bulk slo proxy-server'
filters = '\n'.join(
    f'[filter:{name}]\nuse = egg:swift#{name}\n{more}'
    for name, more in [
        ('catch_errors', ''),
        ('healthcheck', ''),
        ('s3api', 'location = us-east-1\n'),
        ('tempauth', 'user_test_tester = testing .admin\n'),
        ('bulk', ''),
        ('slo', ''),
    ]
)


class Memory:
    """In place of memcached, which Swift asks for."""

    def __init__(self):
        self.values = {}

    def get(self, key, *_, **__):
        return self.values.get(key)

    def set(self, key, value, *_, **__):
        self.values[key] = value

    def delete(self, key, *_, **__):
        self.values.pop(key, None)


memory = Memory()


def with_memory(app):
    def answer(environ, start_response):
        environ['swift.cache'] = memory
        return app(environ, start_response)

    return answer


def start(kind):
    app = f'[app:main]\nuse = egg:swift#{kind}\n'
    if kind == 'proxy':
        app = f'[pipeline:main]\npipeline = {pipeline}\n[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n'
        app += filters
    path = write(f'{kind}.conf', f'[DEFAULT]\n{common}bind_port = {ports[kind]}\n{app}')
    listener = eventlet.listen(('127.0.0.1', ports[kind]))
    silent = open(os.devnull, 'w')
    return eventlet.spawn(wsgi.server, listener, with_memory(loadapp(path)), log=silent, capitalize_response_headers=False)


servers = [start(kind) for kind in ports]
print('ready', flush=True)
servers[0].wait()
