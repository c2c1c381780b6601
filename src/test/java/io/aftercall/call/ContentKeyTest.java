package io.aftercall.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that say the same have the same key, and no others. */
class ContentKeyTest {
  private static final String BODY =
      "{'event':'call.completed','timestamp':1,'data':{'id':'u','duration':95,'n':'Jörg','l':[1,2]}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'timestamp':2,'data':{'l':[1,2],'n':'Jörg','duration':95,'id':'u'},'event':'call.completed'}",
        "{ 'event' : 'call.completed',\n"
            + " 'data':{'id':'u','duration':95.0,'n':'J\\u00f6rg','l':[1,2]}}",
        "{'event_id':'e2','sent_at':'x','event':'call.completed','timestamp':7,"
            + "'data':{'id':'u','duration':95,'n':'Jörg','l':[1,2]}}"
      })
  void isTheSame(String other) {
    assertThat(key(other)).isEqualTo(key(BODY)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'event':'call.completed','timestamp':1,'data':{'id':'u','duration':96,'n':'Jörg','l':[1,2]}}",
        "{'event':'call.completed','timestamp':1,'data':{'id':'u','duration':95,'n':'Jörg','l':[2,1]}}",
        "{'event':'call.completed','timestamp':1,'data':{'id':'u','duration':'95','n':'Jörg','l':[1,2]}}",
        "{'event':'call.ended','timestamp':1,'data':{'id':'u','duration':95,'n':'Jörg','l':[1,2]}}",
        "{'event':'call.completed','timestamp':1,'data':{'id':'u','duration':95,'n':'Jörg','l':[1,2],"
            + "'timestamp':3}}"
      })
  void isAnother(String other) {
    assertThat(key(other)).isNotEqualTo(key(BODY));
  }

  @Test
  void whatCannotBeReadHasNone() {
    assertThat(key("no")).isNull();
  }

  private static String key(String json) {
    return ContentKey.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "{}");
  }
}
