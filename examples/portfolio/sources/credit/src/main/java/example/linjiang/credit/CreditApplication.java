package example.linjiang.credit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@SpringBootApplication
@EnableScheduling
@RestController
public class CreditApplication {
    private final Map<String, String> limits = new ConcurrentHashMap<>();
    private final RestClient loan;

    public CreditApplication(@Value("${loan.url}") String loanUrl) {
        this.loan = RestClient.create(loanUrl);
    }

    public static void main(String[] args) {
        SpringApplication.run(CreditApplication.class, args);
    }

    @GetMapping("/limits/{id}")
    public String limit(@PathVariable String id) {
        return limits.computeIfAbsent(id, k -> loan.get().uri("/loans/{id}/history", k).retrieve().body(String.class));
    }

    @Scheduled(cron = "0 30 2 * * *")
    public void recalculate() {
        limits.clear();
    }
}
