# The image of api. Regenerate: gantry migrate (edits by hand are kept)

# the full image, whose compilers native modules need: canvas
FROM node:20.20.2-bookworm AS build

# host of the apt mirror; --build-arg APT_MIRROR= for the official one
ARG APT_MIRROR=mirrors.aliyun.com

# libraries that native modules are compiled against
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked <<EOF
set -eu
export DEBIAN_FRONTEND=noninteractive
rm -f /etc/apt/apt.conf.d/docker-clean
if [ -n "$APT_MIRROR" ]; then
    find /etc/apt -name sources.list -o -name '*.sources' | xargs sed -i -E "s#https?://(deb|security)\.debian\.org#http://$APT_MIRROR#"
fi
apt-get update
apt-get install -y --no-install-recommends libcairo2-dev libpango1.0-dev pkg-config
EOF
WORKDIR /app

# npm registry; --build-arg NPM_REGISTRY= for the official one
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org}

# manifests and the lock file alone: cached until the dependencies change
COPY package-lock.json package.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci

COPY . .
RUN --mount=type=cache,target=/root/.npm \
    npm run build

# production dependencies only
FROM build AS production
RUN --mount=type=cache,target=/root/.npm \
    npm prune --omit=dev && \
    mkdir -p node_modules && \
    mv node_modules /node_modules

FROM node:20.20.2-bookworm-slim AS runtime

# host of the apt mirror; --build-arg APT_MIRROR= for the official one
ARG APT_MIRROR=mirrors.aliyun.com

# system packages that the program needs
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked <<EOF
set -eu
export DEBIAN_FRONTEND=noninteractive
rm -f /etc/apt/apt.conf.d/docker-clean
if [ -n "$APT_MIRROR" ]; then
    find /etc/apt -name sources.list -o -name '*.sources' | xargs sed -i -E "s#https?://(deb|security)\.debian\.org#http://$APT_MIRROR#"
fi
apt-get update
apt-get install -y --no-install-recommends fontconfig libcairo2 libpango-1.0-0 libpangoft2-1.0-0 tini
EOF
ENV NODE_ENV=production
WORKDIR /app

COPY --from=production --link /node_modules /app/node_modules
COPY --from=production --link /app /app

# the only directories that the program may write to
RUN install -d -o 10001 -g 10001 /app/logs /app/uploads

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--", "node", "dist/main.js"]
