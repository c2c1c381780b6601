package io.aftercall.security;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * Reads what a login provider answers to a bound and within a time for all of it. What it packed
 * unasked is unpacked; a charset nobody knows is UTF-8, as JSON is.
 */
final class BoundedAnswers implements ClientHttpRequestInterceptor {
  /** More than any set of keys or claims needs. */
  private static final int MOST = 1024 * 1024;

  /**
   * @param overall from dialling to the last byte of the answer
   */
  static ClientHttpRequestFactory requests(Duration overall) {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(overall)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
    requests.setReadTimeout(overall);
    return requests;
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    try (ClientHttpResponse response = execution.execute(request, body)) {
      HttpHeaders headers = new HttpHeaders();
      headers.putAll(response.getHeaders());
      byte[] whole = read(response);
      headers.remove(HttpHeaders.CONTENT_ENCODING);
      headers.setContentLength(whole.length);
      withKnownCharset(headers);
      return new Whole(response.getStatusCode(), response.getStatusText(), headers, whole);
    }
  }

  private static byte[] read(ClientHttpResponse response) throws IOException {
    String packed = response.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
    boolean gzip = packed != null && packed.toLowerCase(Locale.ROOT).contains("gzip");
    try (InputStream plain = response.getBody();
        InputStream in = gzip ? new GZIPInputStream(plain) : plain) {
      byte[] read = in.readNBytes(MOST + 1);
      if (read.length > MOST) {
        throw new IOException("the answer is longer than " + MOST / 1024 + " kB");
      }
      return read;
    } catch (ZipException | EOFException e) {
      throw new IOException("the answer cannot be unpacked", e);
    }
  }

  private static void withKnownCharset(HttpHeaders headers) {
    String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    int at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset");
    if (at >= 0) {
      String name = type.substring(at).replaceFirst("^\\w+\\s*=\\s*", "").split(";", 2)[0];
      if (!isKnown(name.strip().replace("\"", ""))) {
        headers.set(HttpHeaders.CONTENT_TYPE, type.split(";", 2)[0].strip());
      }
    }
  }

  private static boolean isKnown(String charset) {
    try {
      return Charset.isSupported(charset);
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  private record Whole(HttpStatusCode status, String text, HttpHeaders headers, byte[] body)
      implements ClientHttpResponse {
    @Override
    public HttpStatusCode getStatusCode() {
      return status;
    }

    @Override
    public String getStatusText() {
      return text;
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public void close() {
      // It was read whole.
    }
  }
}
