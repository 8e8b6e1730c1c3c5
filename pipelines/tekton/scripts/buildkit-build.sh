#!/bin/sh
set -eu
export BUILDKITD_FLAGS="--oci-worker-no-process-sandbox"
if [ "$CREDENTIALS_BOUND" = "true" ]; then
  mkdir -p /tmp/docker
  for name in .dockerconfigjson config.json; do
    if [ -f "$CREDENTIALS/$name" ]; then
      cp "$CREDENTIALS/$name" /tmp/docker/config.json
    fi
  done
  export DOCKER_CONFIG=/tmp/docker
fi
# Turn every argument NAME=VALUE into an option, whatever is in the value.
left=$#
while [ "$left" -gt 0 ]; do
  set -- "$@" --opt "build-arg:$1"
  shift
  left=$((left - 1))
done
set -- "$@" --frontend dockerfile.v0 \
  --local "context=$SOURCE/$CONTEXT" \
  --local "dockerfile=$SOURCE/$(dirname "$DOCKERFILE")" \
  --opt "filename=$(basename "$DOCKERFILE")" \
  --opt "platform=$PLATFORMS" \
  --opt "build-arg:SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH" \
  --metadata-file /tmp/metadata.json
if [ -n "$TARGET" ]; then
  set -- "$@" --opt "target=$TARGET"
fi
if [ "$PUSH" = "true" ]; then
  cache="$IMAGE:buildcache"
  set -- "$@" \
    --output "type=image,\"name=$IMAGE:$TAG\",push=true,rewrite-timestamp=true" \
    --import-cache "type=registry,ref=$cache" \
    --export-cache "type=registry,ref=$cache,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true"
fi
buildctl-daemonless.sh build "$@"
digest=""
if [ "$PUSH" = "true" ]; then
  digest="$(sed -n 's/.*"containerimage.digest": *"\(sha256:[0-9a-f]*\)".*/\1/p' /tmp/metadata.json | head -n 1)"
  if [ -z "$digest" ]; then
    echo "BuildKit reported no digest of $IMAGE" >&2
    exit 1
  fi
fi
printf '%s' "$IMAGE" >"$RESULT_URL"
printf '%s' "$digest" >"$RESULT_DIGEST"
