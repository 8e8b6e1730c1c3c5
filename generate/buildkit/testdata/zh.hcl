# shop 的全部镜像。重新生成: gantry migrate（人工修改会被保留）
# 在仓库根目录运行: docker buildx bake -f deploy/docker-bake.hcl

# 假设: tgt.registry 未知, 采用 acr-domain.invalid/shop
# 镜像仓库与命名空间
variable "REGISTRY" {
  default = "acr-domain.invalid/shop"
}

# 镜像标签
variable "TAG" {
  default = "dev"
}

# 目标平台，逗号分隔
variable "PLATFORMS" {
  default = "linux/amd64,linux/arm64"
}

# 镜像里的时间戳（秒）；给定后重复构建得到同样的结果
variable "SOURCE_DATE_EPOCH" {
  default = null
}

# 假设: net.mirrors 未知, 采用 mirrors.aliyun.com
# apt 源的主机
variable "APT_MIRROR" {
  default = "mirrors.aliyun.com"
}

# 假设: net.mirrors 未知, 采用 https://goproxy.cn,direct
# Go 模块代理
variable "GOPROXY" {
  default = "https://goproxy.cn,direct"
}

# 假设: net.mirrors 未知, 采用 https://maven.aliyun.com/repository/public
# Maven Central 的镜像
variable "MAVEN_MIRROR" {
  default = "https://maven.aliyun.com/repository/public"
}

# PyPI 源
variable "PIP_INDEX_URL" {
  default = ""
}

group "default" {
  targets = ["gateway", "order-server", "worker"]
}

group "test" {
  targets = ["order-server-test"]
}

target "gateway" {
  context    = "gateway"
  dockerfile = "Dockerfile"
  target     = "runtime"
  tags       = ["${REGISTRY}/gateway:${TAG}"]
  platforms  = split(",", PLATFORMS)
  args = {
    GOPROXY           = GOPROXY
    APT_MIRROR        = APT_MIRROR
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}

target "order-server" {
  context    = "order-service"
  dockerfile = "order-server/Dockerfile"
  target     = "runtime"
  tags       = ["${REGISTRY}/order-server:${TAG}"]
  platforms  = split(",", PLATFORMS)
  args = {
    MAVEN_MIRROR      = MAVEN_MIRROR
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}

target "order-server-test" {
  inherits  = ["order-server"]
  target    = "test"
  tags      = []
  platforms = []
  output    = ["type=cacheonly"]
}

target "worker" {
  context    = "."
  dockerfile = "worker/Dockerfile"
  target     = "runtime"
  tags       = ["${REGISTRY}/worker:${TAG}"]
  platforms  = split(",", PLATFORMS)
  args = {
    PIP_INDEX_URL     = PIP_INDEX_URL
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}

