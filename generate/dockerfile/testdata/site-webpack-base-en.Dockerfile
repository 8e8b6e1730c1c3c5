# The image of admin. Regenerate: gantry migrate (edits by hand are kept)

FROM --platform=$BUILDPLATFORM node:16.20.2-bookworm-slim AS build
WORKDIR /app

# npm registry; --build-arg NPM_REGISTRY= for the official one
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.yarnpkg.com}

# manifests and the lock file alone: cached until the dependencies change
COPY package.json yarn.lock ./

# the lock file holds addresses of the official registry: they become those of the chosen one, and checksums are still verified
RUN sed -i -E "s#https://registry\.(yarnpkg\.com|npmjs\.org)#${npm_config_registry%/}#" yarn.lock
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    yarn install --frozen-lockfile --non-interactive

COPY . .
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    yarn run build:prod

FROM nginx:1.30.4-alpine-slim AS runtime
ENV TZ=Asia/Shanghai

# runs as an ordinary user and writes below /tmp only
COPY <<"EOF" /etc/nginx/nginx.conf
worker_processes auto;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;

events {
    worker_connections 1024;
}

http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log /dev/stdout;
    charset utf-8;
    server_tokens off;
    sendfile on;
    tcp_nopush on;
    absolute_redirect off;

    client_body_temp_path /tmp/client_body;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;

    gzip on;
    gzip_vary on;
    gzip_proxied any;
    gzip_min_length 1024;
    gzip_types text/css text/plain application/javascript application/json application/manifest+json application/wasm image/svg+xml;

    server {
        listen 8080;
        root /usr/share/nginx/html;

        location = / {
            return 302 /admin/;
        }

        # routes that the deployment mounts, if any
        include /etc/nginx/routes/*.conf;

        # names with a hash of the content never change
        location ~ "[.-][0-9a-f]{8,}\.[0-9a-z]+$" {
            add_header Cache-Control "public, max-age=31536000, immutable";
            try_files $uri =404;
        }

        # the page itself is checked every time, and routes are the front end's
        location /admin/ {
            add_header Cache-Control "no-cache";
            try_files $uri $uri/ /admin/index.html;
        }
    }
}
EOF

COPY --from=build /app/dist/ /usr/share/nginx/html/admin/

USER 101:101
EXPOSE 8080

# SIGQUIT lets nginx finish the requests at hand
STOPSIGNAL SIGQUIT
ENTRYPOINT ["nginx", "-g", "daemon off;"]
