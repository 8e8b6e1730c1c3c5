# club 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org}

# 没有锁文件，每次构建的依赖版本可能不同；请提交锁文件
COPY package.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm install

COPY . .

# 程序启动时加载开发依赖 errorhandler loader-connect，所以全部保留；移到 dependencies 后镜像会变小
FROM build AS production
RUN --mount=type=cache,target=/root/.npm \
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
