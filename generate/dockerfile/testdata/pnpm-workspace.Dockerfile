# svc 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org} \
    npm_config_store_dir=/pnpm/store
RUN npm install --global pnpm@9.15.0

# 先只复制清单和锁文件：依赖不变时这些层命中缓存
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
RUN --mount=type=cache,target=/pnpm/store \
    pnpm fetch

COPY . .

# 安装脚本可能要用源码，所以在复制之后运行
RUN --mount=type=cache,target=/pnpm/store \
    pnpm install --frozen-lockfile --prefer-offline
RUN --mount=type=cache,target=/pnpm/store \
    pnpm --filter svc... run build

# 单元测试: docker build --target test
FROM build AS test
RUN --mount=type=cache,target=/pnpm/store \
    cd apps/svc && pnpm test

# 只留生产依赖
FROM build AS production
RUN --mount=type=cache,target=/pnpm/store \
    find . -name node_modules -type d -prune -exec rm -rf {} + && CI=true pnpm install --prod --frozen-lockfile --ignore-scripts && pnpm rebuild --recursive && \
    mkdir -p node_modules && \
    mv node_modules /node_modules

FROM node:22.23.2-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app

COPY --from=production --link /node_modules /app/node_modules
COPY --from=production --link /app /app
WORKDIR /app/apps/svc

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/main.js"]
