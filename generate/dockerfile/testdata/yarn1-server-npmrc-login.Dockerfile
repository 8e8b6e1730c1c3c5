# hook 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM node:18.20.8-bookworm-slim AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.yarnpkg.com}

# 先只复制清单和锁文件：依赖不变时这些层命中缓存
COPY package.json yarn.lock ./

# 锁文件里写的是官方地址，换成所选的源；校验和照常核对
RUN sed -i -E "s#https://registry\.(yarnpkg\.com|npmjs\.org)#${npm_config_registry%/}#" yarn.lock

# 源要登录时: --secret id=npmrc,src=.npmrc；不进镜像层
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    yarn install --frozen-lockfile --non-interactive

COPY . .

# 只留生产依赖
FROM build AS production
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn,sharing=locked \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    sed -i -E "s#https://registry\.(yarnpkg\.com|npmjs\.org)#${npm_config_registry%/}#" yarn.lock && yarn install --production --ignore-scripts --prefer-offline --frozen-lockfile --non-interactive && \
    mkdir -p node_modules && \
    mv node_modules /node_modules

FROM node:18.20.8-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app

COPY --from=production --link /node_modules /app/node_modules
COPY --from=production --link /app /app

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "app.js"]
