// Every request that is answered, of every feature.
import type { Consumers } from './channels/consumers.ts'
import { accountConsumers } from './accounts/socket.ts'
import { activityConsumers } from './activity/socket.ts'
import { administrationConsumers } from './administration/socket.ts'
import { blockConsumers } from './blocks/socket.ts'
import { credentialConsumers } from './credentials/socket.ts'
import { exportConsumers } from './exports/socket.ts'
import { factorConsumers } from './factors/socket.ts'
import { followConsumers } from './follows/socket.ts'
import { imageConsumers } from './images/socket.ts'
import { instanceConsumers } from './instance/socket.ts'
import { invitationConsumers } from './invitations/socket.ts'
import { leavingConsumers } from './leaving/socket.ts'
import { likeConsumers } from './likes/socket.ts'
import { notificationConsumers } from './notifications/socket.ts'
import { pageConsumers } from './pages/socket.ts'
import { passkeyConsumers } from './passkeys/socket.ts'
import { popularConsumers } from './popular/socket.ts'
import { presenceConsumers } from './presence/socket.ts'
import { providerConsumers } from './providers/socket.ts'
import { pushConsumers } from './push/socket.ts'
import { reportConsumers } from './reports/socket.ts'
import { saveConsumers } from './saves/socket.ts'
import { searchConsumers } from './search/socket.ts'
import { sessionConsumers } from './sessions/socket.ts'
import { shareConsumers } from './shares/socket.ts'
import { tokenConsumers } from './tokens/socket.ts'
import { wallConsumers } from './walls/socket.ts'

export const consumers: Consumers = {
  ...accountConsumers,
  ...activityConsumers,
  ...blockConsumers,
  ...administrationConsumers,
  ...credentialConsumers,
  ...factorConsumers,
  ...exportConsumers,
  ...followConsumers,
  ...imageConsumers,
  ...instanceConsumers,
  ...invitationConsumers,
  ...leavingConsumers,
  ...likeConsumers,
  ...notificationConsumers,
  ...pageConsumers,
  ...popularConsumers,
  ...presenceConsumers,
  ...pushConsumers,
  ...passkeyConsumers,
  ...providerConsumers,
  ...reportConsumers,
  ...saveConsumers,
  ...searchConsumers,
  ...sessionConsumers,
  ...shareConsumers,
  ...tokenConsumers,
  ...wallConsumers,
}
