# worker 的镜像。重新生成: gantry migrate（人工修改会被保留）

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

# 单元测试: docker build --target test
FROM build AS test
COPY . /app/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements-dev.txt && \
    pip install -r requirements/test.txt && \
    { python -m pytest --version || pip install pytest==8.3.5; } && \
    python -m pytest

FROM python:3.11.16-slim-bookworm AS runtime
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    TZ=Asia/Shanghai
WORKDIR /app

COPY --from=build --link /opt/venv /opt/venv
COPY . ./

# 程序只能写这些目录
RUN install -d -o 10001 -g 10001 /app/invoices

USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "worker"]
