#!/bin/sh
set -u
failed=0
for workload in "$@"; do
  if ! kubectl --namespace "$NAMESPACE" rollout status "$workload" --timeout "$TIMEOUT"; then
    failed=1
    kubectl --namespace "$NAMESPACE" describe "$workload" || true
    kubectl --namespace "$NAMESPACE" get events --sort-by=.lastTimestamp | tail -n 30 || true
  fi
done
exit "$failed"
