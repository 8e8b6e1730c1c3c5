package gantry_test

import "fmt"

func goStack() stack {
	imports := ""
	for i := range 10 {
		imports += fmt.Sprintf("\t_ \"example.com/svc{s}/internal/p%d\"\n", i)
	}
	return stack{"go", []sample{
		{"go.mod", "module example.com/svc{s}\n\ngo 1.24\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.10.0\n\tgorm.io/gorm v1.25.0\n\tgorm.io/driver/mysql v1.5.0\n)\n"},
		{"main.go", "package main\n\nimport (\n\t\"os\"\n\n\t\"github.com/gin-gonic/gin\"\n\n\t\"example.com/svc{s}/internal/p0\"\n" + imports + ")\n\nfunc main() {\n\tport := os.Getenv(\"PORT\")\n\tif port == \"\" {\n\t\tport = \"8080\"\n\t}\n\tr := gin.Default()\n\tp0.Register(r)\n\tr.Run(\":\" + port)\n}\n"},
		{"config.yaml", "server:\n  port: 8080\nmysql:\n  host: db\n"},
		{"internal/p0/register.go", "package p0\n\nimport \"github.com/gin-gonic/gin\"\n\n// Register adds the routes.\nfunc Register(r *gin.Engine) {\n\tr.GET(\"/healthz\", func(c *gin.Context) { c.Status(200) })\n\tr.GET(\"/orders\", ListOrder10x0)\n}\n"},
	}, append(slicesRepeat(9, sample{"internal/p{p}/order{n}.go", goHandlers}), docs()[:1]...)}
}

var goHandlers = `package p{p}

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

// ErrOrder{n} says that there is no such order.
var ErrOrder{n} = errors.New("no such order")

// Order{n} is one order of a customer.
type Order{n} struct {
	ID        int64     ` + "`json:\"id\" gorm:\"primaryKey\"`" + `
	Number    string    ` + "`json:\"number\"`" + `
	Customer  string    ` + "`json:\"customer\"`" + `
	CreatedAt time.Time ` + "`json:\"createdAt\"`" + `
}

// Orders{n} keeps them.
type Orders{n} struct {
	db    *gorm.DB
	limit int
	table string
}
` + repeat(4, `
// ListOrder{n}x{i} answers with a page of orders, newest first, that belong to
// the customer whom the session names.
func ListOrder{n}x{i}(c *gin.Context) {
	store := Orders{n}{limit: 20, table: "orders"}
	page, err := strconv.Atoi(c.DefaultQuery("page", "1"))
	if err != nil || page < 1 {
		c.JSON(http.StatusBadRequest, gin.H{"error": "page must be a number", "page": page})
		return
	}
	customer := c.GetString("customer")
	list, total, err := store.find{i}(customer, page, store.limit)
	if errors.Is(err, ErrOrder{n}) {
		c.JSON(http.StatusNotFound, gin.H{"error": err.Error()})
		return
	}
	if err != nil {
		c.JSON(http.StatusInternalServerError, gin.H{"error": fmt.Sprintf("listing orders of %s: %v", customer, err)})
		return
	}
	c.JSON(http.StatusOK, gin.H{"total": total, "list": list, "page": page})
}

// find{i} reads a page of orders from the database.
func (s *Orders{n}) find{i}(customer string, page, size int) ([]Order{n}, int64, error) {
	var list []Order{n}
	var total int64
	query := s.db.Table(s.table).Where("customer = ?", customer)
	if err := query.Count(&total).Error; err != nil {
		return nil, 0, fmt.Errorf("counting: %w", err)
	}
	err := query.Order("created_at desc").Limit(size).Offset((page - 1) * size).Find(&list).Error
	if err != nil {
		return nil, 0, err
	}
	for i := range list {
		if list[i].Number == "" {
			list[i].Number = "N" + strconv.FormatInt(list[i].ID, 10)
		}
	}
	return list, total, nil
}
`)

func pythonStack() stack {
	return stack{"python", []sample{
		{"requirements.txt", "flask==3.0.0\ngunicorn==22.0.0\nSQLAlchemy==2.0.0\nPyMySQL==1.1.0\nredis==5.0.0\n"},
		{"app/__init__.py", "import os\n\nfrom flask import Flask\n\nfrom app.p0 import view10\n\n\ndef create_app():\n    app = Flask(__name__)\n    app.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('DATABASE_URL', 'mysql+pymysql://db:3306/shop')\n    app.register_blueprint(view10.bp)\n    return app\n"},
		{"wsgi.py", "from app import create_app\n\napp = create_app()\n\nif __name__ == '__main__':\n    app.run(host='0.0.0.0', port=5000)\n"},
	}, append(append(slicesRepeat(3, sample{"app/p{p}/view{n}.py", pyViews}), slicesRepeat(6, sample{"app/p{p}/service{n}.py", pyService})...), docs()[:1]...)}
}

var pyViews = `"""Views of orders."""
import logging
import os
from datetime import datetime, timedelta

import requests
from flask import Blueprint, jsonify, request
from sqlalchemy import select

from app.db import session
from app.models import Customer, Order

logger = logging.getLogger(__name__)
bp = Blueprint("orders{n}", __name__, url_prefix="/orders{n}")
PAGE_SIZE = 20
` + repeat(6, `

@bp.route("/list{i}", methods=["GET"])
def list_orders_{i}():
    """Answer with a page of orders, newest first.

    Only orders of the customer whom the session names are given.
    """
    page = request.args.get("page", default=1, type=int)
    since = datetime.utcnow() - timedelta(days=30)
    query = select(Order).where(Order.created_at > since, Order.deleted.is_(False))
    if request.args.get("customer"):
        query = query.join(Customer).where(Customer.name == request.args["customer"])
    rows = session.execute(query.order_by(Order.created_at.desc()).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).scalars()
    result = [{"id": row.id, "number": row.number, "total": str(row.total)} for row in rows]
    logger.info("found %d orders on page %d", len(result), page)
    return jsonify({"page": page, "list": result, "total": len(result)}), 200
`) + `

@bp.route("/pay", methods=["POST"])
def pay():
    """Let the customer pay."""
    gateway = os.environ.get("PAY_URL", "https://pay.example.com/v1")
    answer = requests.post(gateway + "/charges", json=request.get_json(), timeout=10)
    if answer.status_code >= 400:
        logger.error("paying: %s", answer.text)
        return jsonify({"error": answer.json().get("message")}), 502
    return jsonify(answer.json()), 201
`

var pyService = `"""Work on orders."""
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Iterable, Optional

from app.models import Order


@dataclass
class Totals{n}:
    net: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    lines: list = field(default_factory=list)
` + repeat(8, `

class Calculator{i}:
    """Adds up what an order costs."""

    rate = Decimal("0.13")

    def __init__(self, orders: Iterable[Order], currency: str = "CNY", precision: Optional[int] = None):
        self.orders = list(orders)
        self.currency = currency
        self.precision = precision or 2

    def total(self) -> Totals{n}:
        out = Totals{n}()
        for order in self.orders:
            if order.cancelled or not order.lines:
                continue
            for line in order.lines:
                out.net += line.price * line.quantity
                out.lines.append({"sku": line.sku, "price": str(line.price), "quantity": line.quantity})
        out.tax = (out.net * self.rate).quantize(Decimal(10) ** -self.precision)
        return out
`)

func nodeStack() stack {
	return stack{"node", []sample{
		{"package.json", `{"name":"svc{s}","version":"1.0.0","scripts":{"build":"nest build","start:prod":"node dist/main"},"engines":{"node":">=20"},"dependencies":{"@nestjs/core":"^10.0.0","@nestjs/common":"^10.0.0","@nestjs/platform-express":"^10.0.0","typeorm":"^0.3.0","mysql2":"^3.0.0","ioredis":"^5.0.0"},"devDependencies":{"typescript":"^5.0.0","@nestjs/cli":"^10.0.0"}}`},
		{"package-lock.json", `{"name":"svc{s}","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"svc{s}"}}}`},
		{"src/main.ts", "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  app.enableShutdownHooks();\n  await app.listen(process.env.PORT ?? 3000);\n}\nbootstrap();\n"},
		{".env.example", "PORT=3000\nDB_HOST=db\nDB_PASSWORD=\n"},
	}, append(slicesRepeat(9, sample{"src/orders/p{p}/orders{n}.service.ts", nodeService}), docs()[0])}
}

var nodeService = `import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { Order } from './entities/order.entity';
import type { Page } from '../common/page';

export interface Filter{n} {
  customer?: string;
  states?: string[];
  since?: Date;
}

const PAGE_SIZE = 20;

@Injectable()
export class Orders{n}Service {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}
` + repeat(3, `
  /** Returns a page of orders, newest first. */
  async list{i}(filter: Filter{n}, page = 1): Promise<Page<Order>> {
    if (page < 1) {
      throw new BadRequestException(`+"`page ${page} is none`"+`);
    }
    const where: Record<string, unknown> = {};
    if (filter.customer) {
      where.customer = filter.customer.trim().replace(/\s+/g, ' ');
    }
    if (filter.states?.length) {
      where.state = In(filter.states);
    }
    const [list, total] = await this.orders.findAndCount({
      where,
      order: { createdAt: 'DESC' },
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
    });
    const shown = list.map((order) => ({ ...order, total: order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0) }));
    if (!shown.length && page > 1) {
      throw new NotFoundException('there is no such page');
    }
    return { list: shown, total, page, size: PAGE_SIZE };
  }
`) + "}\n"

func javaStack() stack {
	return stack{"java", []sample{
		{"pom.xml", benchPOM},
		{"src/main/resources/application.yml", "server:\n  port: 8{s}\nspring:\n  datasource:\n    url: jdbc:mysql://db:3306/shop\n"},
		{"src/main/java/com/example/s{s}/App.java", benchMain},
	}, append(slicesRepeat(8, sample{"src/main/java/com/example/s{s}/p{p}/Order{n}Controller.java", javaController}),
		sample{"src/main/resources/mapper/Order{n}Mapper.xml", "<mapper namespace=\"com.example.s{s}.Order{n}\">\n" + repeat(20, "  <select id=\"find{i}\" resultType=\"Order\">select * from orders where id = #{id}</select>\n") + "</mapper>\n"},
		docs()[0])}
}

var javaController = `package com.example.s{s}.p{p};

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers questions about orders. */
@RestController
@RequestMapping("/orders{n}")
public class Order{n}Controller {

    @Autowired
    private OrderService orders;

    @Value("${orders.page-size:20}")
    private int pageSize;
` + repeat(7, `
    /**
     * Returns the order with the number, with what it costs in all.
     */
    @GetMapping("/{id}/part{i}")
    public Result<OrderView> find{i}(@PathVariable Long id) {
        Order order = orders.getById(id);
        if (order == null) {
            return Result.error("no such order");
        }
        List<Line> lines = orders.lines(id).stream().filter(l -> !l.isCancelled()).collect(Collectors.toList());
        BigDecimal total = BigDecimal.ZERO;
        for (Line line : lines) {
            total = total.add(line.getPrice().multiply(BigDecimal.valueOf(line.getQuantity())));
        }
        return Result.ok(new OrderView(order, lines, total));
    }
`) + "}\n"

const benchPOM = `<project>
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.5.7</version>
  </parent>
  <groupId>com.example</groupId>
  <artifactId>svc{s}</artifactId>
  <version>1.0.0</version>
  <properties><java.version>17</java.version></properties>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
  </dependencies>
  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
</project>
`

const benchMain = `package com.example.s{s};

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
`
