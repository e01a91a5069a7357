# One image for every node (target node), and nginx with the built interface before them (target proxy).

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM nginx:1.28-bookworm AS proxy
COPY nginx/nginx.conf /etc/nginx/nginx.conf
COPY nginx/snippets /etc/nginx/snippets
COPY nginx/bowerbird.conf.template /etc/nginx/templates/bowerbird.conf.template
COPY --from=build /app/dist/web /srv/web
# The image's own site would be a second default server.
RUN rm /etc/nginx/conf.d/default.conf
# Only these are filled in: $host and the like are nginx's own.
ENV NGINX_ENVSUBST_FILTER=^BOWERBIRD_
# Old workers finish what they have begun.
STOPSIGNAL SIGQUIT

FROM node:24-bookworm-slim AS node
ENV NODE_ENV=production PORT=3000 HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY server server
COPY sql sql
COPY --from=build /app/dist dist
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
