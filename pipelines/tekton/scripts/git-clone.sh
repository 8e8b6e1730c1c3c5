#!/bin/sh
set -eu
umask 0022
if [ "$CREDENTIALS_BOUND" = "true" ]; then
  cp -R "$CREDENTIALS/." /tmp/credentials
  chmod -R go-rwx /tmp/credentials
  for key in id_ed25519 id_rsa; do
    if [ -f "/tmp/credentials/$key" ]; then
      export GIT_SSH_COMMAND="ssh -i /tmp/credentials/$key -o UserKnownHostsFile=/tmp/credentials/known_hosts -o StrictHostKeyChecking=yes"
    fi
  done
  if [ -f /tmp/credentials/.git-credentials ]; then
    git config --global credential.helper "store --file /tmp/credentials/.git-credentials"
  fi
fi
find "$TARGET" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
git config --global --add safe.directory "$TARGET"
git init -q "$TARGET"
cd "$TARGET"
git remote add origin "$URL"
if [ "$DEPTH" = "0" ]; then
  git fetch -q origin "$REVISION"
else
  git fetch -q --depth "$DEPTH" origin "$REVISION"
fi
git checkout -q --detach FETCH_HEAD
if [ "$SUBMODULES" = "true" ]; then
  git submodule update -q --init --recursive --depth 1
fi
printf '%s' "$(git rev-parse HEAD)" >"$RESULT_COMMIT"
printf '%s' "$URL" >"$RESULT_URL"
printf '%s' "$(git log -1 --format=%ct)" >"$RESULT_COMMITTED_AT"
