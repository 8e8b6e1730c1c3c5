# svc 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 把锁文件转成带哈希的清单，由 pip 经所选的源安装
FROM python:3.13.15-slim-bookworm AS lock
WORKDIR /app/services/svc

# PyPI 源；--build-arg PIP_INDEX_URL= 改用官方源
ARG PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --root-user-action=ignore uv==0.8.22
COPY pyproject.toml uv.lock /app/
COPY services/svc/pyproject.toml /app/services/svc/
RUN uv export --quiet --frozen --no-dev --no-emit-workspace --extra postgres --output-file /requirements.txt

FROM python:3.13.15-slim-bookworm AS build
ENV PATH=/opt/venv/bin:$PATH \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app/services/svc

# PyPI 源；--build-arg PIP_INDEX_URL= 改用官方源
ARG PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
RUN python -m venv /opt/venv
COPY libs/core/ /app/libs/core/
COPY --from=lock /requirements.txt /requirements.txt
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-compile -r /requirements.txt

COPY . /app/

# 同一仓库里的包
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-compile --no-deps /app/libs/core

FROM python:3.13.15-slim-bookworm AS runtime
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
WORKDIR /app

COPY --from=build --link /opt/venv /opt/venv
COPY --from=build --link /app/services/svc /app

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["uvicorn", "--host", "0.0.0.0", "--port", "8080", "svc.main:app"]
