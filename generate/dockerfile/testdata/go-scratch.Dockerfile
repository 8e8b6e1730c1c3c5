# gateway 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM --platform=$BUILDPLATFORM golang:1.26.7-bookworm AS build
WORKDIR /src

# Go 模块代理；--build-arg GOPROXY= 改用官方源
ARG GOPROXY=https://goproxy.cn,direct

# 先只复制 go.mod 和 go.sum：依赖不变时这些层命中缓存
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download

COPY . /src/
ARG TARGETOS
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags="-s -w" -o /out/gateway .

# 单元测试: docker build --target test
FROM build AS test
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    go test ./...

FROM scratch AS runtime

# 根证书和时区数据，空镜像里没有
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/share/zoneinfo.zip
ENV ZONEINFO=/usr/share/zoneinfo.zip
WORKDIR /app

COPY --from=build /out/gateway /usr/local/bin/

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/gateway"]
