package io.aftercall.camel;

import io.aftercall.config.AllowedNetworks;
import io.aftercall.person.Channel;
import io.aftercall.person.Contact;
import io.aftercall.person.ContactPolicy;
import io.aftercall.routing.DataSharingPolicy;
import org.apache.camel.Component;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/** What a destination may have of a call, and whom it reaches: the part of outbox: about people. */
public abstract class OutboxPolicyOptions extends DefaultEndpoint {
  @UriParam(label = "consumer", description = "True: a changed call is not sent again (e-mail)")
  private boolean sendOnce;

  @UriParam(
      label = "consumer",
      enums = "none,customer,promise",
      defaultValue = "none",
      description =
          "Whom this destination reaches: the customer, or somebody who contacts the customer (a"
              + " promise); then nothing goes there for whoever opted out")
  private Contact contacts = Contact.none;

  @UriParam(
      label = "consumer",
      enums = "any,call,email",
      defaultValue = "any",
      description =
          "By which way the customer is contacted: an opt-out of another way does not stop it")
  private Channel channel = Channel.any;

  @UriParam(
      label = "consumer",
      description = "True: this destination may have the transcript, where the caller agreed")
  private boolean transcript;

  @UriParam(
      label = "consumer",
      description = "True: this destination may have the recording, where the caller agreed")
  private boolean recording;

  @UriParam(
      label = "consumer",
      javaType = "java.lang.String",
      description =
          "Addresses that are not public and that this destination may be sent to all the same")
  private String allowIps;

  private AllowedNetworks reach = AllowedNetworks.PUBLIC;

  OutboxPolicyOptions(String uri, Component component) {
    super(uri, component);
  }

  /** What this destination may have of a call. */
  DataSharingPolicy share() {
    return new DataSharingPolicy(transcript, recording);
  }

  /** Whether it contacts the customer. */
  ContactPolicy contact() {
    return new ContactPolicy(contacts, channel);
  }

  public void setContacts(Contact contacts) {
    this.contacts = contacts;
  }

  public void setChannel(Channel channel) {
    this.channel = channel;
  }

  AllowedNetworks reach() {
    return reach;
  }

  public void setAllowIps(String written) {
    allowIps = written;
    reach =
        AllowedNetworks.parse(written)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "allowIps cannot be '" + written + "'; write " + AllowedNetworks.HINT));
  }

  public void setTranscript(boolean transcript) {
    this.transcript = transcript;
  }

  public void setRecording(boolean recording) {
    this.recording = recording;
  }

  public boolean isSendOnce() {
    return sendOnce;
  }

  public void setSendOnce(boolean sendOnce) {
    this.sendOnce = sendOnce;
  }

  public Contact getContacts() {
    return contacts;
  }

  public Channel getChannel() {
    return channel;
  }

  public boolean isTranscript() {
    return transcript;
  }

  public boolean isRecording() {
    return recording;
  }

  public String getAllowIps() {
    return allowIps;
  }
}
