# blog 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 前端 frontend，结果写到 blog/static/dist
FROM --platform=$BUILDPLATFORM node:22.23.2-bookworm-slim AS frontend
WORKDIR /app/frontend

# npm 源；--build-arg NPM_REGISTRY= 改用官方源
ARG NPM_REGISTRY=https://registry.npmmirror.com
ENV npm_config_registry=${NPM_REGISTRY:-https://registry.npmjs.org}
COPY frontend/package.json frontend/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci

COPY . /app/
RUN npm run build

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

COPY . /app/
COPY --from=frontend --link /app/blog/static/dist/ /app/blog/static/dist/

# 静态文件在构建时收集；变量只在这一条命令里有值
RUN python manage.py collectstatic --no-input

FROM python:3.11.16-slim-bookworm AS runtime
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
ENTRYPOINT ["gunicorn", "--worker-tmp-dir", "/dev/shm", "--bind", "0.0.0.0:8080", "blog.wsgi:application"]
