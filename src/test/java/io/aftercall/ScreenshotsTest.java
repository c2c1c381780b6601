package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.sandbox.web.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The pictures of the console in README and documentation. Made anew, by this class alone, with
 * {@code mvn -Dtest=ScreenshotsTest -Dscreenshots=write test}.
 */
class ScreenshotsTest extends ConsoleStage {
  private static final Path FOLDER = Path.of("src/docs/images");
  private static final int LARGEST = 80 * 1024;
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 860;
  private static final Map<String, String> PAGES =
      Map.of(
          "console-overview", "/console",
          "console-calls", "/console/calls",
          "console-call", "/console/call?id=480344",
          "console-attention", "/console/attention");

  /** Name, company, whether interested, whether to be called again, and why. */
  private static final List<List<String>> PEOPLE =
      List.of(
          List.of("Erika Sommer", "Sommer Solar GmbH", "true", "false", "price_question"),
          List.of("Jonas Weber", "Weber & Sohn", "false", "false", "no_need"),
          List.of("Aylin Kaya", "Kaya Logistik", "true", "true", "appointment"),
          List.of("Paul Krüger", "Krüger Bau AG", "false", "true", "call_back"),
          List.of("Marta Nowak", "Nowak Consulting", "true", "true", "product_inquiry"));

  @Test
  void thePicturesAreThereAndSmall() throws IOException {
    for (String name : PAGES.keySet()) {
      Path file = FOLDER.resolve(name + ".png");
      assertThat(file).exists();
      assertThat(Files.size(file)).as(name).isBetween(5_000L, (long) LARGEST);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "screenshots", matches = "write")
  void takesThem() throws Exception {
    fill();
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.addArguments("--hide-scrollbars", "--disable-lcd-text", "--font-render-hinting=none");
    ChromeDriver browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
    try {
      browser.get(at("/console").toString());
      browser.findElement(By.id("password")).sendKeys(PASSWORD);
      browser.findElement(By.xpath("//button[text()='Sign in']")).click();
      new WebDriverWait(browser, PATIENCE)
          .until(page -> page.findElements(By.cssSelector(".live")).size() > 0);
      for (Map.Entry<String, String> page : PAGES.entrySet()) {
        browser.get(at(page.getValue()).toString());
        take(browser, page.getKey());
      }
    } finally {
      browser.quit();
    }
  }

  private static void take(ChromeDriver browser, String name) throws IOException {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", WIDTH, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    // Of a call its middle says most: where it went, where not, and why.
    browser.executeScript(
        "const routing = [...document.querySelectorAll('.timeline > li')]"
            + ".find(one => one.textContent.trim().startsWith('Routing'));"
            + "if (routing) { routing.scrollIntoView(); }");
    SmallPng.write(browser.getScreenshotAs(OutputType.BYTES), FOLDER.resolve(name + ".png"));
  }

  private static void fill() throws Exception {
    sandbox
        .http()
        .answering(
            "/crm",
            ask ->
                ask.text().contains("Weber") || ask.text().contains("Krüger")
                    ? Answer.text(422, "{\"error\":\"customer.company is not known\"}")
                    : Answer.text(200, "ok"));
    service.post("{\"id\": 480340, \"status\": ".getBytes(UTF_8));
    for (String name : List.of("platform2-call-completed", "classic-campaign-busy")) {
      service.post(sample(name).getBytes(UTF_8));
    }
    int number = 480341;
    for (List<String> person : PEOPLE) {
      service.post(call(number, person).getBytes(UTF_8));
      number++;
    }
    service.post(sample("classic-campaign-completed").getBytes(UTF_8));
    delivered("480336");
    for (int refused : List.of(480342, 480344)) {
      await(Integer.toString(refused), io.aftercall.outbox.DeliveryState.REJECTED);
    }
    delivered("480345");
  }

  private static String call(int number, List<String> person) throws IOException {
    return sample("classic-campaign-completed")
        .replace("480336", Integer.toString(number))
        .replace("+4915123456789", "+49151234" + number)
        .replace("\"id\": 12345", "\"id\": " + (number - 400_000))
        .replace("Max Mustermann", person.get(0))
        .replace("Beispiel GmbH", person.get(1))
        .replace("\"customer_interested\": true", "\"customer_interested\": " + person.get(2))
        .replace("\"follow_up_needed\": true", "\"follow_up_needed\": " + person.get(3))
        .replace("product_inquiry", person.get(4));
  }
}
