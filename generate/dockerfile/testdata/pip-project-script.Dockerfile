# agent 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM python:3.13.15-slim-bookworm AS build
ENV PATH=/opt/venv/bin:$PATH \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

# PyPI 源；--build-arg PIP_INDEX_URL= 改用官方源
ARG PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
RUN python -m venv /opt/venv

COPY . /app/

# 依赖写在项目描述里且没有锁文件，只能和源码一起安装
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-compile .

FROM python:3.13.15-slim-bookworm AS runtime

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
apt-get install -y --no-install-recommends tini
EOF
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
WORKDIR /app

COPY --from=build --link /opt/venv /opt/venv
COPY --from=build --link /app /app

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--", "shop-agent", "--listen", "0.0.0.0:8080"]
