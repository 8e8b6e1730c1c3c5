"""Reports of the loan business as workbooks."""
import os

import pymysql
from flask import Flask, send_file
from openpyxl import Workbook

app = Flask(__name__)
REPORT_DIR = "/data/reports"
DATABASE_HOST = os.environ.get("LOAN_DB_HOST", "loan-db.linjiang.internal")


@app.route("/reports/<month>")
def report(month):
    connection = pymysql.connect(host=DATABASE_HOST, port=3306, user="report", password=os.environ["DB_PASSWORD"], database="loan")
    book = Workbook()
    with connection.cursor() as cursor:
        cursor.execute("select id, principal from loan where month = %s", (month,))
        for row in cursor:
            book.active.append(row)
    path = os.path.join(REPORT_DIR, month + ".xlsx")
    book.save(path)
    return send_file(path)


@app.route("/healthz")
def healthz():
    return "ok"
