# portal 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM node:24.19.0-bookworm-slim AS build
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

# 只留生产依赖
FROM build AS production
RUN --mount=type=cache,target=/root/.npm \
    npm prune --omit=dev && \
    mkdir -p node_modules && \
    mv node_modules /node_modules

FROM node:24.19.0-bookworm-slim AS runtime
ENV NODE_ENV=production \
    HOSTNAME=0.0.0.0
WORKDIR /app

COPY --from=production --link /node_modules /app/node_modules
COPY --from=production --link /app /app

# Next.js 运行时写的缓存
RUN install -d -o 10001 -g 10001 /app/.next/cache

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "node_modules/.bin/next", "start"]
