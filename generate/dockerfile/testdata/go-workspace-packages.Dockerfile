# render 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 收集 4 个依赖描述文件；只有它们变化时，后面的依赖层才失效
FROM --platform=$BUILDPLATFORM golang:1.25.14-bookworm AS manifests
WORKDIR /manifests
RUN --mount=type=bind,target=/context \
    cd /context && \
    find . -type f \( -name go.mod -o -name go.sum -o -name go.work -o -name go.work.sum \) -exec cp --parents {} /manifests/ \;

FROM --platform=$BUILDPLATFORM golang:1.25.14-bookworm AS build
WORKDIR /src/render

# Go 模块代理；--build-arg GOPROXY= 改用官方源
ARG GOPROXY=https://goproxy.cn,direct

# 先只复制 go.mod 和 go.sum：依赖不变时这些层命中缓存
COPY --from=manifests /manifests/ /src/
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download

COPY . /src/
ARG TARGETOS
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags="-s -w" -o /out/render .

FROM debian:bookworm-20260803-slim AS runtime

# apt 源的主机；--build-arg APT_MIRROR= 改用官方源
ARG APT_MIRROR=mirrors.aliyun.com

# 运行时需要的系统包
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked <<EOF
set -eu
export DEBIAN_FRONTEND=noninteractive
rm -f /etc/apt/apt.conf.d/docker-clean
if [ -n "$APT_MIRROR" ]; then
    find /etc/apt -name sources.list -o -name '*.sources' | xargs sed -i -E "s#https?://(deb|security)\.debian\.org#http://$APT_MIRROR#"
fi
apt-get update
apt-get install -y --no-install-recommends chromium ffmpeg fontconfig fonts-noto-cjk
EOF
WORKDIR /app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/

COPY --from=build /out/render /usr/local/bin/

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/render"]
