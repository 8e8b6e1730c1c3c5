# api 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 前端 web，结果写到 public
FROM --platform=$BUILDPLATFORM node:20.20.2-bookworm-slim AS frontend
WORKDIR /app/web

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org} \
    npm_config_store_dir=/pnpm/store
RUN npm install --global pnpm@9
COPY web/package.json web/pnpm-lock.yaml ./
RUN --mount=type=cache,target=/pnpm/store \
    pnpm fetch

COPY . /app/
RUN --mount=type=cache,target=/pnpm/store \
    pnpm install --frozen-lockfile --prefer-offline
RUN pnpm run build

FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org}

# 先只复制清单和锁文件：依赖不变时这些层命中缓存
COPY package-lock.json package.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci

COPY . .
COPY --from=frontend --link /app/public/ /app/public/

# 只留生产依赖
FROM build AS production
RUN --mount=type=cache,target=/root/.npm \
    npm prune --omit=dev && \
    mkdir -p node_modules && \
    mv node_modules /node_modules

FROM node:22.23.2-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app

COPY --from=production --link /node_modules /app/node_modules
COPY --from=production --link /app /app

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "app.js"]
