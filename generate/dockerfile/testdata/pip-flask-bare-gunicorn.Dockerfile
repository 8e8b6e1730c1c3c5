# flasky 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM python:3.11.16-slim-bookworm AS build
ENV PATH=/opt/venv/bin:$PATH \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

# PyPI 源；--build-arg PIP_INDEX_URL= 改用官方源
ARG PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
RUN python -m venv /opt/venv

# 先只复制依赖清单：依赖不变时这些层命中缓存
COPY requirements.txt /app/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-compile -r requirements.txt

FROM python:3.11.16-slim-bookworm AS runtime
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
WORKDIR /app

COPY --from=build --link /opt/venv /opt/venv
COPY . ./

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["gunicorn", "--worker-tmp-dir", "/dev/shm", "--bind", "0.0.0.0:8080", "flasky:app"]
