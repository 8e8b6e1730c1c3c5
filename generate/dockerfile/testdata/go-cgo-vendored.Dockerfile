# meter 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM golang:1.22.12-bookworm AS build
WORKDIR /src

COPY . /src/
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=1 go build -trimpath -ldflags="-s -w" -o /out/meter ./cmd/meter

FROM debian:bookworm-20260803-slim AS runtime
WORKDIR /app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/

COPY --from=build /out/meter /usr/local/bin/

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/meter"]
