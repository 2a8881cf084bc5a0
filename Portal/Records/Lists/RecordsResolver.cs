using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;

namespace Portal.Records.Lists;

/// <summary>Resolves the codes of an address to the filter of a list.</summary>
public sealed class RecordsResolver(IReferenceReader references, DistrictTime time)
{
    /// <returns>
    /// Null when the actor may not read the stream, or the unit is unknown or outside the actor's scope; the cases are not distinguished.
    /// </returns>
    public async Task<RecordsView?> ResolveAsync(RecordsAddress address, Actor actor, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        var scope = actor.ScopeFor(RecordPermissions.Read(address.Stream));
        if (scope.IsNothing)
            return null;
        var unit = address.Unit is { } code ? reference.Units.Find(code) : null;
        if (address.Unit is not null && (unit is null || !scope.Contains(reference.Units, unit.Id, time.Today)))
            return null;
        var unknown = new List<string>();
        var filter = new RecordFilter(address.Stream)
        {
            UnitId = unit?.Id,
            Structure = address.Structure,
            Own = address.Own && unit is not null,
            From = address.From,
            To = address.To,
            Basis = address.Basis,
            ItemId = Number(address.Item, "item", given => reference.Items.Find(given)?.Id, unknown),
            DepartmentId = Number(address.Department, "department", given => reference.Units.Find(given)?.Id, unknown),
            Channel = address.Channel,
            WithoutChannel = address.WithoutChannel,
            Mode = address.Mode,
            WithoutMode = address.WithoutMode,
            Kind = address.Kind,
            Open = address.Open,
            Overdue = address.Overdue,
            DueWithinDays = address.Due,
            OnTheSpot = address.OnTheSpot,
            Ratings = Grades(address.Rating),
            Outcome = address.Outcome,
            AppealSource = address.AppealSource,
            Doubtful = address.Doubtful,
            Source = address.Source,
            CaseNo = address.CaseNo,
            Measure = address.Measure,
            Counted = address.Counted,
            AsOf = address.AsOf,
        };
        return new(address, filter, reference, unknown);
    }

    private static int? Number(string? code, string name, Func<string, int?> find, List<string> unknown)
    {
        if (code is null or RecordsAddress.None)
            return code is null ? null : RecordFilter.None;
        if (find(code) is { } id)
            return id;
        unknown.Add(name);
        return null;
    }

    private static byte[]? Grades(string? rating) =>
        rating switch
        {
            null => null,
            RecordsAddress.None => [RecordFilter.Unrated],
            _ => [.. rating.Split(',').Select(grade => byte.Parse(grade, CultureInfo.InvariantCulture))],
        };
}

/// <summary>A resolved address.</summary>
/// <param name="Address">The address as it was parsed.</param>
/// <param name="Filter">What the list contains.</param>
/// <param name="Reference">Units, items and calendar by which it was resolved.</param>
/// <param name="Unknown">Names of parts whose code no item or unit has; the list is not restricted by them.</param>
public sealed record RecordsView(RecordsAddress Address, RecordFilter Filter, ReferenceData Reference, IReadOnlyList<string> Unknown);
