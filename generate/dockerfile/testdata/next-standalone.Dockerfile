# shop-web 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org} \
    npm_config_store_dir=/pnpm/store
RUN npm install --global pnpm@9

# 先只复制清单和锁文件：依赖不变时这些层命中缓存
COPY package.json pnpm-lock.yaml ./
RUN --mount=type=cache,target=/pnpm/store \
    pnpm fetch

COPY . .

# 安装脚本可能要用源码，所以在复制之后运行
RUN --mount=type=cache,target=/pnpm/store \
    pnpm install --frozen-lockfile --prefer-offline
RUN --mount=type=cache,target=/pnpm/store \
    pnpm run build && \
    mkdir -p public

FROM node:22.23.2-bookworm-slim AS runtime
ENV NODE_ENV=production \
    HOSTNAME=0.0.0.0
WORKDIR /app

COPY --from=build --link /app/.next/standalone/ /app/
COPY --from=build --link /app/.next/static/ /app/.next/static/
COPY --from=build --link /app/public/ /app/public/

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "server.js"]
