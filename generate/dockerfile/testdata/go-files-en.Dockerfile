# The image of admin. Regenerate: gantry migrate (edits by hand are kept)

FROM --platform=$BUILDPLATFORM golang:1.26.7-bookworm AS build
WORKDIR /src/server

# Go module proxy; --build-arg GOPROXY= for the official one
ARG GOPROXY=https://goproxy.cn,direct

# go.mod and go.sum alone: cached until the dependencies change
COPY server/go.mod server/go.sum ./
COPY shared/go.mod /src/shared/
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download

COPY . /src/
ARG TARGETOS
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags="-s -w" -o /out/admin ./cmd/admin
RUN mkdir -p /out/root/app/log /out/root/app/uploads

FROM scratch AS runtime

# root certificates and time zones, which the empty image lacks
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/share/zoneinfo.zip
ENV ZONEINFO=/usr/share/zoneinfo.zip \
    TZ=Asia/Shanghai
WORKDIR /app

# files that the program reads while it runs
COPY server/certs/ca.pem /app/certs/ca.pem
COPY server/config.yaml /app/config.yaml
COPY server/resource/ /app/resource/

COPY --from=build /out/admin /usr/local/bin/

# assumed: state.files is unknown, scratch is used
# the only directories that the program may write to
COPY --from=build --chown=10001:10001 /out/root/app/log/ /app/log/
COPY --from=build --chown=10001:10001 /out/root/app/uploads/ /app/uploads/

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/admin", "-c", "config.yaml"]
