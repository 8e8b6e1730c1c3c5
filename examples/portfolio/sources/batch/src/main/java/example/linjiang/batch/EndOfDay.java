package example.linjiang.batch;

import java.io.FileWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Posts the interest of the day into the loan database and leaves a file for the core ledger. */
public final class EndOfDay {
    private static final String DATABASE = "jdbc:mysql://loan-db.linjiang.internal:3306/loan";

    public static void main(String[] args) throws SQLException, IOException {
        try (Connection c = DriverManager.getConnection(DATABASE, System.getenv("DB_USER"), System.getenv("DB_PASSWORD"));
             FileWriter out = new FileWriter("/data/exchange/ledger/interest.txt")) {
            c.createStatement().executeUpdate("update loan set interest = interest + principal * rate / 365");
            ResultSet rows = c.createStatement().executeQuery("select id, interest from loan");
            while (rows.next()) {
                out.write(rows.getString("id") + "|" + rows.getBigDecimal("interest") + "\n");
            }
        }
    }
}
