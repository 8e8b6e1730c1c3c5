# jobs 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 把锁文件转成带哈希的清单，由 pip 经所选的源安装
FROM python:3.11.16-slim-bookworm AS lock
WORKDIR /app

# PyPI 源；--build-arg PIP_INDEX_URL= 改用官方源
ARG PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --root-user-action=ignore pipenv==2025.0.4
COPY Pipfile Pipfile.lock /app/
RUN pipenv requirements --hash | sed '\#^-i https://pypi.org/simple#d' > /requirements.txt

FROM python:3.11.16-slim-bookworm AS build
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

FROM python:3.11.16-slim-bookworm AS runtime
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
WORKDIR /app

COPY --from=build --link /opt/venv /opt/venv
COPY . ./

USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["celery", "-A", "jobs", "worker"]
