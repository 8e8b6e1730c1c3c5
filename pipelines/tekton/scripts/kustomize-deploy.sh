#!/bin/sh
set -eu
cd "$SOURCE/$OVERLAY"
for image in "$@"; do
  case "$image" in
    *=*@sha256:*) ;;
    *) echo "image $image: expected NAME=REPOSITORY@sha256:DIGEST" >&2; exit 1 ;;
  esac
  kustomize edit set image "$image"
done
kubectl apply -k .
