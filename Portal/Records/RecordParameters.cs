namespace Portal.Records;

/// <summary>The query parameters of a list of records, as sent.</summary>
/// <param name="Unit">Code of a unit: records of it and of all units below.</param>
/// <param name="Structure">today: units below it today; then: those below it on each record's day.</param>
/// <param name="Own">true: only the unit's own records.</param>
/// <param name="From">First day of the period.</param>
/// <param name="To">Last day of the period.</param>
/// <param name="Basis">accepted or closed: the date by which records belong to the period.</param>
/// <param name="Item">Code of an item.</param>
/// <param name="Department">Code of the unit that implements the items.</param>
/// <param name="Kind">licence, nonLicenceApproval, publicService, convenience or otherPower: the kind of the item.</param>
/// <param name="Channel">window, online, phone, proxy, mobile or other.</param>
/// <param name="Mode">A service mode.</param>
/// <param name="Open">true: not closed yet; false: closed.</param>
/// <param name="Overdue">true or false.</param>
/// <param name="Due">Open records due within so many days, 0 for today.</param>
/// <param name="OnTheSpot">true: closed on the day of acceptance; false: later or not yet.</param>
/// <param name="Rating">Closed records with this grade, 1 to 5.</param>
/// <param name="Outcome">completed, granted, refused, withdrawn or notAccepted.</param>
/// <param name="Measure">Only the records that this measure of the figures counts.</param>
/// <param name="AsOf">Records as they were at this instant.</param>
/// <param name="Doubtful">true: records that contradict themselves; false: the others.</param>
/// <param name="Source">The name of a source.</param>
/// <param name="CaseNo">A case number.</param>
/// <param name="Sort">accepted, closed, due or used; with a minus before it, from late to early. -accepted when absent.</param>
/// <param name="After">The <c>next</c> of the previous page.</param>
/// <param name="Limit">1 to 1,000; 100 when absent.</param>
internal sealed record RecordParameters(
    string? Unit,
    string? Structure,
    string? Own,
    string? From,
    string? To,
    string? Basis,
    string? Item,
    string? Department,
    string? Kind,
    string? Channel,
    string? Mode,
    string? Open,
    string? Overdue,
    string? Due,
    string? OnTheSpot,
    string? Rating,
    string? Outcome,
    string? Measure,
    string? AsOf,
    string? Doubtful,
    string? Source,
    string? CaseNo,
    string? Sort,
    string? After,
    string? Limit
);
