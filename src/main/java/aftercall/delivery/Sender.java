package aftercall.delivery;

/**
 * Takes a shipment through the destination's route and settles every parcel. Never throws for a
 * parcel's sake.
 */
public interface Sender {
  void send(Shipment shipment);
}
