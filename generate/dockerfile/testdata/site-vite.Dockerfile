# storefront 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM --platform=$BUILDPLATFORM node:22.23.2-bookworm-slim AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org}

# 先只复制清单和锁文件：依赖不变时这些层命中缓存
COPY package-lock.json package.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci

COPY . .
RUN --mount=type=cache,target=/root/.npm \
    npm run build

# 单元测试: docker build --target test
FROM build AS test
RUN --mount=type=cache,target=/root/.npm \
    npm test

FROM nginx:1.30.4-alpine-slim AS runtime

# 以普通用户运行，可写的只有 /tmp
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

        # 转发规则由部署挂载，没有也可以
        include /etc/nginx/routes/*.conf;

        # 文件名带内容哈希，可以一直缓存
        location /assets/ {
            add_header Cache-Control "public, max-age=31536000, immutable";
            try_files $uri =404;
        }

        # 入口页每次都要核对，路由由前端处理
        location / {
            add_header Cache-Control "no-cache";
            try_files $uri $uri/ /index.html;
        }
    }
}
EOF

COPY --from=build /app/dist/ /usr/share/nginx/html/

USER 101:101
EXPOSE 8080

# SIGQUIT 让 nginx 处理完现有请求再退出
STOPSIGNAL SIGQUIT
ENTRYPOINT ["nginx", "-g", "daemon off;"]
