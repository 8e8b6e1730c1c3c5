# legacy 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 把锁文件转成带哈希的清单，由 pip 经所选的源安装
FROM python:3.7.17-slim-bookworm AS lock
WORKDIR /app

# PyPI 源；--build-arg PIP_INDEX_URL= 改用官方源
ARG PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --root-user-action=ignore pipenv==2023.10.3
COPY Pipfile /app/

# 没有锁文件，每次构建的依赖版本可能不同；请提交锁文件
RUN pipenv lock && \
    pipenv requirements --hash | sed '\#^-i https://pypi.org/simple#d' > /requirements.txt

FROM python:3.7.17-slim-bookworm AS build
ENV PATH=/opt/venv/bin:$PATH \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

# PyPI 源；--build-arg PIP_INDEX_URL= 改用官方源
ARG PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
RUN python -m venv /opt/venv
COPY --from=lock /requirements.txt /requirements.txt
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-compile -r /requirements.txt

# 源码的依赖里没有生产用的服务器
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-compile gunicorn==23.0.0

FROM python:3.7.17-slim-bookworm AS runtime

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
apt-get install -y --no-install-recommends locales
localedef -i zh_CN -f GB18030 zh_CN.GB18030
EOF
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    LANG=zh_CN.GB18030 \
    LC_ALL=zh_CN.GB18030
WORKDIR /app

COPY --from=build --link /opt/venv /opt/venv
COPY . ./

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["gunicorn", "--worker-tmp-dir", "/dev/shm", "--bind", "0.0.0.0:8080", "legacy:app"]
