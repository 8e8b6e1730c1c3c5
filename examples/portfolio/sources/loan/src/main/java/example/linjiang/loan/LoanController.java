package example.linjiang.loan;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
public class LoanController {
    private final JdbcTemplate jdbc;
    private final RestClient credit;

    public LoanController(JdbcTemplate jdbc, @Value("${credit.url}") String creditUrl) {
        this.jdbc = jdbc;
        this.credit = RestClient.create(creditUrl);
    }

    @GetMapping("/loans")
    public List<Map<String, Object>> loans(@RequestParam String customer) {
        return jdbc.queryForList("select * from loan where customer = ?", customer);
    }

    @GetMapping("/loans/{id}/limit")
    public String limit(@PathVariable String id) {
        return credit.get().uri("/limits/{id}", id).retrieve().body(String.class);
    }
}
