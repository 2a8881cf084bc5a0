using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Navigation;
using Portal.Records.Lists;

namespace Portal.Records.Parts;

/// <summary>Makes the links from numbers on pages to what they are made of.</summary>
public static class FigureLinks
{
    /// <summary>The path of the page that divides a number into records and sheets.</summary>
    public static string PathOfParts(RecordStream stream) =>
        stream switch
        {
            RecordStream.Cases => PortalUrls.CaseParts,
            RecordStream.Appeals => PortalUrls.AppealParts,
        };

    /// <summary>The address of a row of a table by unit, or of what a unit holds itself.</summary>
    /// <param name="whole">What the numbers of the table are of.</param>
    /// <param name="rowKey">A unit's code, with <see cref="OwnRows.Suffix"/> for its own row.</param>
    /// <param name="units">The units.</param>
    /// <returns>
    /// Null for a unit that moved, on the structure of then: its row counts only the days on which it was below the unit of the table.
    /// </returns>
    public static RecordsAddress? OfUnitRow(RecordsAddress whole, string rowKey, UnitTree units)
    {
        if (OwnRows.UnitOf(rowKey) is { } owner)
            return whole with { Unit = owner, Own = true };
        var isMoved = whole.Structure == RecordStructure.Then && units.Moved.Any(unit => unit.Code == rowKey);
        return isMoved ? null : whole with { Unit = rowKey };
    }

    /// <summary>The link of a number that is read by the formulas of the figures.</summary>
    /// <param name="number">Unit, period and all else that the number is of; its measure is not looked at.</param>
    /// <param name="part">What of these records the number counts; null for a number that counts none.</param>
    /// <param name="mayHoldSheets">The number may be made of sheets as well, so that its parts are looked up first.</param>
    /// <returns>Null when no list is the number.</returns>
    public static string? Of(RecordsAddress? number, PartContent? part, bool mayHoldSheets)
    {
        if (number is null || part is not { } counted)
            return null;
        var isBacklog = counted.Measure == RecordMeasure.Backlog;
        var basis = counted.Basis switch
        {
            MetricBasis.Accepted => RecordBasis.Accepted,
            MetricBasis.Closed => RecordBasis.Closed,
            null => isBacklog ? RecordBasis.Accepted : number.Basis,
        };
        if (counted.Measure is RecordMeasure.Withdrawn or RecordMeasure.NotAccepted && basis == RecordBasis.Closed)
            return null; // these have no day of closing
        var address = number with { Measure = counted.Measure, Basis = basis, From = isBacklog ? null : number.From };
        return mayHoldSheets ? PathOfParts(number.Stream) + address.ToQuery() : address.ToUri();
    }
}
