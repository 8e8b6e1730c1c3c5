package image

import "testing"

func TestLanguage(t *testing.T) {
	for ref, want := range map[string]Language{
		"openjdk:8":                {"java", "8", false},
		"openjdk:8u212-jre-alpine": {"java", "8", false},
		"java:8-jre":               {"java", "8", false},
		"eclipse-temurin:21.0.3_9-jre-alpine@sha256:28db": {"java", "21", false},
		"eclipse-temurin:17-jre-focal":                    {"java", "17", false},
		"maven:3.8.5-eclipse-temurin-17":                  {"java", "17", true},
		"maven:3-jdk-11":                                  {"java", "11", true},
		"maven:3.6":                                       {"java", "", true},
		"gradle:8.5-jdk17":                                {"java", "17", true},
		"tomcat:9.0-jre8-alpine":                          {"java", "8", false},
		"tomcat:9":                                        {"java", "", false},
		"gcr.io/distroless/java17-debian12":               {"java", "17", false},
		"adoptopenjdk/openjdk11:jre-11.0.9_11-alpine":     {"java", "11", false},
		"bellsoft/liberica-openjre-alpine:17":             {"java", "17", false},
		"frolvlad/alpine-java:jdk8-slim":                  {"java", "8", false},
		"primetoton/jdk1.8":                               {"java", "8", false},
		"registry.cn-hangzhou.aliyuncs.com/dragonwell/dragonwell:11-ubuntu": {"java", "11", false},
		"amazoncorretto:8-alpine-jre":                                       {"java", "8", false},
		"node:20.11.0-alpine":                                               {"javascript", "20.11", false},
		"node:lts-alpine":                                                   {"javascript", "", false},
		"node:hydrogen-slim":                                                {"javascript", "18", false},
		"node":                                                              {"javascript", "", false},
		"gcr.io/distroless/nodejs20-debian12":                               {"javascript", "20", false},
		"python:3.11-slim":                                                  {"python", "3.11", false},
		"localhost:5000/mirror/python:3":                                    {"python", "3", false},
		"tiangolo/uvicorn-gunicorn-fastapi:python3.9":                       {"python", "3.9", false},
		"golang:1.24-alpine":                                                {"go", "1.24", true},
		"golang:alpine":                                                     {"go", "", true},
		"php:8.2-fpm":                                                       {"php", "8.2", false},
		"mcr.microsoft.com/dotnet/aspnet:8.0":                               {"dotnet", "8", false},
		"mcr.microsoft.com/dotnet/sdk:8.0-alpine":                           {"dotnet", "8", true},
	} {
		if got, ok := Parse(ref).Language(); !ok || got != want {
			t.Errorf("%s: %+v %v, want %+v", ref, got, ok, want)
		}
	}
	for _, ref := range []string{"alpine:3.19", "nginx:1.27", "scratch", "debian", "", "${BASE}", "centos:7", "javascript-thing/app:1", "team/nodered"} {
		if got, ok := Parse(ref).Language(); ok {
			t.Errorf("%q brings %+v", ref, got)
		}
	}
}

func TestBacking(t *testing.T) {
	for ref, want := range map[string]Service{
		"mysql:5.7":              {"mysql", 3306},
		"mysql/mysql-server:5.7": {"mysql", 3306},
		"mariadb:10-focal":       {"mysql", 3306},
		"docker.elastic.co/elasticsearch/elasticsearch:8.1": {"elasticsearch", 9200},
		"bitnami/postgresql":                                 {"postgresql", 5432},
		"nacos/nacos-server:v2.2.0":                          {"nacos", 8848},
		"mcr.microsoft.com/mssql/server:2022-latest":         {"sqlserver", 1433},
		"apache/rocketmq:4.9":                                {"rocketmq", 9876},
		"sqshq/piggymetrics-mongodb":                         {"mongodb", 27017},
		"registry.example.com:5000/base/redis@sha256:aaaaaa": {"redis", 6379},
	} {
		if got, ok := Parse(ref).Backing(); !ok || got != want {
			t.Errorf("%s: %+v %v, want %+v", ref, got, ok, want)
		}
	}
	for _, ref := range []string{"nginx", "mall/mall-admin:1.0", "redis-exporter", "shop/mysql-backup", "grafana/grafana"} {
		if got, ok := Parse(ref).Backing(); ok {
			t.Errorf("%s is %+v", ref, got)
		}
	}
	if !Parse("docker.io/library/nginx:1").Infrastructure() || Parse("shop/web").Infrastructure() {
		t.Error("infrastructure is told wrongly")
	}
}

func TestNamed(t *testing.T) {
	for name, want := range map[string]string{"mysql57": "mysql", "redis-master": "redis", "mongo": "mongodb", "es": "elasticsearch", "db": "", "app": ""} {
		if got, _ := Named(name); got.Kind != want {
			t.Errorf("%s: %q, want %q", name, got.Kind, want)
		}
	}
}
