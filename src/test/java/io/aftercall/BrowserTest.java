package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person with a browser. Skipped where there is no Chromium. */
class BrowserTest extends ConsoleStage {
  private static final int PHONE = 390;
  private static final int TABLET = 820;
  private static final int DESK = 1280;

  private static ChromeDriver browser;

  @BeforeAll
  static void open() {
    Optional<File> chromium = first("/usr/bin/chromium", "/usr/bin/google-chrome");
    Optional<File> driver = first("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
    Prerequisite.require(
        chromium.isPresent() && driver.isPresent(),
        "The console is not tried in a browser: no Chromium here."
            + " On Debian: apt-get install chromium chromium-driver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.get()).build(), options);
  }

  private static Optional<File> first(String... paths) {
    return Stream.of(paths).map(Path::of).filter(Files::isExecutable).map(Path::toFile).findFirst();
  }

  @BeforeEach
  void begin() {
    wide(DESK);
    browser.manage().deleteAllCookies();
  }

  @AfterEach
  void mend() {
    kind();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void aPersonLogsInFindsACallReadsItsStoryAndSendsItAgain() throws Exception {
    refuse("490201");
    logIn();
    assertThat(text("h1")).contains("attention");

    follow(By.linkText("Calls"));
    find(By.id("q")).sendKeys("490201");
    follow(By.xpath("//button[text()='Search']"));
    follow(By.linkText("490201"));

    assertThat(text("h1")).isEqualTo("Call 490201");
    assertThat(text(".timeline")).contains("Received", "Parsed call", "Routing");
    assertThat(text(".timeline > li.bad"))
        .contains("crm-http", "HTTP 400: the system refuses the record");
    kind();
    follow(
        By.xpath(
            "//*[contains(@class,'timeline')]/li[contains(@class,'bad')]//button[text()='Retry']"));

    assertThat(text("[role=status]")).isEqualTo("1 delivery will be retried at once.");
    await("490201", DeliveryState.DELIVERED);
    // The page asks by itself until nothing of the call is on its way any more.
    waiting()
        .until(page -> page.findElements(By.cssSelector(".timeline > li.wait, li.bad")).isEmpty());
    assertThat(text(".timeline")).contains("admin moved it from rejected to pending");
  }

  /** Whoever types, selects or has opened something while a page refreshes keeps it. */
  @ParameterizedTest
  @ValueSource(strings = {"/console", "/console/call?id=490203", "/console/attention"})
  void fiftyRefreshesTakeNothingAwayFromAPerson(String path) throws Exception {
    if (rows("490203").isEmpty()) {
      refuse("490203");
    }
    logIn();
    browser.get(at(path).toString());
    browser.executeScript(
        """
        const live = document.querySelector('.live');
        live.insertAdjacentHTML('beforeend', '<p data-key="gone">no more there</p>');
        document.querySelectorAll('.live details').forEach(d => d.open = true);
        const field = live.querySelector('.act input[name=why]');
        if (field) { field.value = 'half a rea'; }
        const held = field || live.querySelector('.acts a, a');
        held.focus();
        window.held = held;
        window.opened = live.querySelectorAll('details[open]').length;
        const text = live.querySelector('.name b, h3');
        window.chosen = text.textContent;
        getSelection().selectAllChildren(text);
        window.passed = 0;
        document.addEventListener('htmx:afterRequest', () => window.passed++);
        """);
    for (int i = 1; i <= 50; i++) {
      int wanted = i;
      browser.executeScript(
          """
          const seen = document.getElementById('seen');
          if (seen) { seen.value = 'older'; }
          htmx.ajax('GET', document.querySelector('.live').getAttribute('hx-get'),
            {source: '.live', target: '.live'});
          """);
      waiting()
          .until(page -> (Long) browser.executeScript("return window.passed") >= (long) wanted);
    }
    assertThat(browser.executeScript("return document.activeElement === window.held"))
        .as("focus")
        .isEqualTo(true);
    assertThat(browser.executeScript("return String(getSelection()) === window.chosen"))
        .as("selection")
        .isEqualTo(true);
    assertThat(
            browser.executeScript(
                "return document.querySelectorAll('.live details[open]').length === opened"))
        .as("opened details")
        .isEqualTo(true);
    assertThat(
            browser.executeScript(
                "const f = document.querySelector('.act input[name=why]');"
                    + "return f === null || f.value === 'half a rea'"))
        .as("typed text")
        .isEqualTo(true);
    assertThat(browser.findElements(By.cssSelector("[data-key=gone]"))).isEmpty();
  }

  @Test
  void aServiceThatIsGoneIsSaidAndGreyedOut() {
    logIn();
    assertThat(find(By.id("contact")).isDisplayed()).isFalse();
    browser.executeCdpCommand("Network.enable", Map.of());
    offline(true);
    try {
      waiting().until(page -> page.findElement(By.id("contact")).isDisplayed());
      assertThat(text("#contact")).contains("No contact with the service since");
      assertThat(find(By.tagName("body")).getAttribute("class")).contains("stale");
    } finally {
      offline(false);
    }
    waiting().until(page -> !page.findElement(By.id("contact")).isDisplayed());
  }

  private static void offline(boolean gone) {
    browser.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", gone, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  @Test
  void updatesCanBePaused() {
    logIn();
    find(By.id("updates")).click();
    assertThat(find(By.id("updates")).getAttribute("aria-pressed")).isEqualTo("true");
    Object sent =
        browser.executeScript(
            """
            let sent = 0;
            document.addEventListener('htmx:beforeSend', () => sent++);
            htmx.ajax('GET', '/console/overview', {source: '.live', target: '.live'});
            return sent;
            """);
    assertThat(sent).isEqualTo(0L);
  }

  @Test
  void theMenuAndThePageSayTheSameNumber() throws Exception {
    if (rows("490203").isEmpty()) {
      refuse("490203");
    }
    logIn();
    String badge = text("#needy span:last-child");
    assertThat(text("h1")).startsWith(badge + " item");
  }

  @Test
  void theOverviewRefreshesItself() {
    logIn();
    String before = find(By.cssSelector(".soft > time")).getAttribute("datetime");
    waiting()
        .until(
            page ->
                !page.findElement(By.cssSelector(".soft > time"))
                    .getAttribute("datetime")
                    .equals(before));
    assertThat(text("h1")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console",
        "/console/calls",
        "/console/call?id=490202",
        "/console/calls?q=490202&delivery=rejected",
        "/console/attention",
        "/console/attention/deliveries?state=rejected",
        "/console/remedy?remedy=discard&all=true",
        "/console/try?sample=classic-campaign-completed",
        "/console/destinations/crm-http/pause",
        "/console/audit",
        "/console/config",
        "/console/config/serving",
        "/console/variables",
        "/console/suppressions",
        "/console/people",
        "/console/people?call=490202",
        "/console/nowhere"
      })
  void everyPageCanBeReadByEveryoneOnEveryScreen(String path) throws Exception {
    if (rows("490202").isEmpty()) {
      refuse("490202");
    }
    logIn();
    browser.manage().logs().get(LogType.BROWSER);
    look(path, "light", DESK);
    look(path, "light", TABLET);
    look(path, "dark", PHONE);
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
        .as("what the browser complains about, such as the content security policy")
        .filteredOn(entry -> !expected(entry))
        .isEmpty();
  }

  @Test
  void theChoiceOfAPersonCanBeReadOnEveryScreen() throws Exception {
    for (String phone : List.of("089 29200099", "+49 (0)89 2920-0099")) {
      sandbox.salesforce().given("Contact", Map.of("LastName", "Rot", "Phone", phone));
    }
    String body =
        """
        {"id":490299,"status":"completed","duration":60,"customer_phone":"+498929200099",
         "created_at":"2026-11-30T10:00:00Z","extracted_variables":{"follow_up_needed":true}}""";
    Answers.keep(service.post(body.getBytes(StandardCharsets.UTF_8)));
    logIn();
    waiting().until(page -> rows("490299").stream().anyMatch(BrowserTest::waitsForAPerson));
    String parked =
        rows("490299").stream().filter(BrowserTest::waitsForAPerson).findFirst().get().id();

    look("/console/person/" + parked, "light", DESK);
    look("/console/person/" + parked, "light", TABLET);
    look("/console/person/" + parked, "dark", PHONE);
  }

  private static boolean waitsForAPerson(DeliveryRow row) {
    return row.reason() != null && row.reason().contains("[PERSON_AMBIGUOUS]");
  }

  private static void look(String path, String scheme, int width) {
    prefer(scheme);
    wide(width);
    browser.get(at(path).toString());
    browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
    List<Rule> violations = new AxeBuilder().analyze(browser).getViolations();
    assertThat(violations).as(path + " " + scheme + " " + width).isEmpty();
    assertThat(browser.findElements(By.cssSelector("nav a[href], .who")))
        .as(path)
        .hasSizeGreaterThan(5);
    Object beyond =
        browser.executeScript(
            "const d = document.documentElement; return d.scrollWidth - d.clientWidth");
    assertThat(beyond).as(path + " is wider than " + width).isEqualTo(0L);
  }

  private static boolean expected(LogEntry entry) {
    return entry.getMessage().contains("/console/nowhere") && entry.getMessage().contains("404");
  }

  private static void logIn() {
    browser.get(at("/console").toString());
    find(By.id("password")).sendKeys(PASSWORD);
    follow(By.xpath("//button[text()='Sign in']"));
  }

  private static WebElement find(By by) {
    return waiting().until(page -> page.findElement(by));
  }

  private static String text(String css) {
    return waiting().until(page -> page.findElement(By.cssSelector(css)).getText());
  }

  /** Clicks and waits until the page that was clicked is gone. */
  private static void follow(By by) {
    WebElement page = find(By.tagName("html"));
    find(by).click();
    // While it goes, Chromium may say so in words of its own.
    waiting().ignoring(WebDriverException.class).until(ExpectedConditions.stalenessOf(page));
  }

  /** A page that refreshes itself may exchange an element between finding and reading it. */
  private static FluentWait<WebDriver> waiting() {
    return new WebDriverWait(browser, PATIENCE).ignoring(StaleElementReferenceException.class);
  }

  private static void wide(int pixels) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 850, "deviceScaleFactor", 1, "mobile", false));
  }

  private static void prefer(String scheme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }
}
