# currency 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 完整镜像带编译工具，现有镜像构建时也安装了
FROM node:20.20.2-bookworm AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org}

# 先只复制清单和锁文件：依赖不变时这些层命中缓存
COPY package-lock.json package.json ./

# 源要登录时: --secret id=npmrc,src=.npmrc；不进镜像层
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm ci

COPY . .

# 只留生产依赖
FROM build AS production
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm prune --omit=dev && \
    mkdir -p node_modules && \
    mv node_modules /node_modules

FROM node:20.20.2-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app

COPY --from=production --link /node_modules /app/node_modules
COPY --from=production --link /app /app

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "server.js"]
