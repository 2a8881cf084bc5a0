namespace Portal.Live.Views;

/// <param name="Bar">The width style of the bar: the channel's share of the largest used one.</param>
public sealed record ChannelRow(
    string Key,
    string Name,
    string? Link,
    string Bar,
    LinkedText Accepted,
    LinkedText OnTheSpot,
    LinkedText Overdue,
    LinkedText Satisfaction
);
