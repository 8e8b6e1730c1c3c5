# old 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM node:14.21.3-bullseye-slim AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org}

# 没有锁文件，每次构建的依赖版本可能不同；请提交锁文件
COPY package.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm install

COPY . .

# 只留生产依赖
FROM build AS production
RUN --mount=type=cache,target=/root/.npm \
    npm prune --production && \
    mkdir -p node_modules && \
    mv node_modules /node_modules

FROM node:14.21.3-bullseye-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app

COPY --from=production --link /node_modules /app/node_modules
COPY --from=production --link /app /app

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "node_modules/.bin/egg-scripts", "start", "--port", "7001"]
