# web 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 收集 18 个依赖描述文件；只有它们变化时，后面的依赖层才失效
FROM --platform=$BUILDPLATFORM node:22.23.2-bookworm-slim AS manifests
WORKDIR /manifests
RUN --mount=type=bind,target=/context \
    cd /context && \
    find . -type f \( -name .yarnrc.yml -o -name package.json -o -name yarn.lock \) -exec cp --parents {} /manifests/ \;

FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org} \
    YARN_NPM_REGISTRY_SERVER=${NPM_REGISTRY:-https://registry.npmjs.org} \
    YARN_NODE_LINKER=node-modules \
    YARN_ENABLE_GLOBAL_CACHE=true
RUN npm install --global --force @yarnpkg/cli-dist@4

# 先只复制清单和锁文件：依赖不变时这些层命中缓存
COPY --from=manifests /manifests/ ./
RUN --mount=type=cache,target=/root/.yarn/berry/cache,sharing=locked \
    yarn install --immutable

COPY . .
RUN --mount=type=cache,target=/root/.yarn/berry/cache,sharing=locked \
    yarn workspace p01 run build && yarn workspace p07 run build

# 只留生产依赖
FROM build AS production
RUN --mount=type=cache,target=/root/.yarn/berry/cache,sharing=locked \
    yarn workspaces focus --all --production && \
    mkdir -p node_modules && \
    mv node_modules /node_modules

FROM node:22.23.2-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app

COPY --from=production --link /node_modules /app/node_modules
COPY --from=production --link /app /app
WORKDIR /app/packages/p07

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/index.js"]
