package aftercall.route;

import aftercall.delivery.DeliveryWorker;
import aftercall.delivery.Signals;
import java.time.InstantSource;

/** What belongs to this node: its name, its clock, who wakes whom, what delivery workers share. */
public record NodeContext(
    String name, InstantSource clock, Signals signals, DeliveryWorker.Post post) {}
