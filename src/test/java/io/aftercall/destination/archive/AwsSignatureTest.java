package io.aftercall.destination.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AwsSignatureTest {
  /** The example "GET Bucket Lifecycle" of Amazon's own documentation of the signature. */
  @Test
  void signsAsTheDocumentationDoes() {
    AwsSignature signature =
        new AwsSignature(
            "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
    AwsSignature.Content nothing =
        new AwsSignature.Content(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            AwsSignature.time(Instant.parse("2013-05-24T00:00:00Z")));

    assertThat(
            signature.authorization(
                "GET", "/", "lifecycle=", "examplebucket.s3.amazonaws.com", nothing))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
                + "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    assertThat(signature.toString()).doesNotContain("wJalr");
  }
}
