using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>
/// Stores the templates that offices have uploaded. In force is, for each unit, format and language, the latest version, else that of the
/// units above, else the shipped one.
/// </summary>
public sealed class ReportTemplates
{
    private readonly IDbContextFactory<PortalDb> _databases;
    private readonly WriteGate _gate;
    private readonly ReportPlaces _places;
    private readonly TemplateStore _store;
    private readonly TemplateInspection _inspection;
    private readonly ReportRendering _rendering;
    private readonly DistrictTime _time;

    internal ReportTemplates(
        IDbContextFactory<PortalDb> databases,
        WriteGate gate,
        ReportPlaces places,
        TemplateStore store,
        TemplateInspection inspection,
        ReportRendering rendering,
        DistrictTime time
    ) =>
        (_databases, _gate, _places, _store, _inspection, _rendering, _time) = (
            databases,
            gate,
            places,
            store,
            inspection,
            rendering,
            time
        );

    /// <summary>All four of a unit: two formats in two languages.</summary>
    /// <returns>Null when there is no such unit within the actor's scope.</returns>
    public async Task<IReadOnlyList<TemplateState>?> OpenAsync(Actor actor, string unit, CancellationToken cancellation = default)
    {
        if (await _places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), unit, cancellation) is not { } place)
            return null;
        var states = new List<TemplateState>();
        foreach (var format in ReportFiles.Formats)
        {
            foreach (var culture in ReportLanguages.All)
                states.Add(await StateAsync(place, format, culture, cancellation));
        }
        return states;
    }

    /// <summary>A template as a file.</summary>
    /// <param name="number">A version of the unit's own; null for the template in force.</param>
    /// <returns>Null when there is no such unit within the actor's scope, or no such version.</returns>
    public async Task<ReportFile?> FileAsync(
        Actor actor,
        string unit,
        ReportFormat format,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    )
    {
        if (await _places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), unit, cancellation) is not { } place)
            return null;
        var language = ReportLanguages.Nearest(culture);
        var template = number is { } wanted
            ? await VersionAsync(place.Unit.Id, format, language, wanted, cancellation)
            : await _store.InForceAsync(place.Unit.Id, format, language, cancellation);
        if (template is not null)
            return new(template.FileName, ReportFiles.ContentType(format), template.Content);
        return number is null
            ? new(
                $"template_{language.Name}{ReportFiles.Extension(format)}",
                ReportFiles.ContentType(format),
                _rendering[format].ShippedTemplate(language)
            )
            : null;
    }

    /// <summary>Checks a file and, when every name in it is known, saves it as the unit's next version.</summary>
    /// <param name="seenNumber">The unit's latest version that the actor saw, 0 for none.</param>
    /// <returns>The errors; empty when it is in force now.</returns>
    public async Task<Outcome<TemplateFault[]>> UploadAsync(
        Actor actor,
        string unit,
        ReportFormat format,
        CultureInfo culture,
        string fileName,
        byte[] content,
        int seenNumber,
        CancellationToken cancellation = default
    )
    {
        if (await _places.FindAsync(actor.ScopeFor(Permissions.ReportsWrite), unit, cancellation) is not { } place)
            return ReportRefusal.ReportUnknown;
        var language = ReportLanguages.Nearest(culture);
        var inspected = await _inspection.InspectAsync(unit, format, language, content, cancellation);
        if (inspected.Refusal is not null || inspected.Value.Length > 0)
            return inspected;
        return await AddAsync(actor, place, format, language, fileName, content, seenNumber, cancellation) is { } refusal
            ? refusal
            : inspected;
    }

    /// <summary>Resets to the template of the units above, or to the shipped one; the versions stay.</summary>
    /// <returns>Null when it is reset.</returns>
    public async Task<Refusal?> ResetAsync(
        Actor actor,
        string unit,
        ReportFormat format,
        CultureInfo culture,
        int seenNumber,
        CancellationToken cancellation = default
    )
    {
        if (await _places.FindAsync(actor.ScopeFor(Permissions.ReportsWrite), unit, cancellation) is not { } place)
            return ReportRefusal.ReportUnknown;
        return await AddAsync(actor, place, format, ReportLanguages.Nearest(culture), fileName: "", content: [], seenNumber, cancellation);
    }

    private async Task<Refusal?> AddAsync(
        Actor actor,
        ReportPlace place,
        ReportFormat format,
        CultureInfo language,
        string fileName,
        byte[] content,
        int seenNumber,
        CancellationToken cancellation
    )
    {
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        await using var transaction = await _gate.BeginAsync(db, WriteLane.Reports, cancellation);
        if ((await Versions(db, place.Unit.Id, format, language).MaxAsync(t => (int?)t.Number, cancellation) ?? 0) != seenNumber)
            return ReportRefusal.TemplateHasChanged;
        db.ReportTemplates.Add(
            new()
            {
                UnitId = place.Unit.Id,
                Format = format,
                Language = language.Name,
                Number = seenNumber + 1,
                FileName = Name(fileName),
                Content = content,
                UploadedBy = actor.Name,
                UploadedAt = _time.Now,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private async Task<ReportTemplate?> VersionAsync(
        int unitId,
        ReportFormat format,
        CultureInfo language,
        int number,
        CancellationToken cancellation
    )
    {
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var version = await Versions(db, unitId, format, language).SingleOrDefaultAsync(t => t.Number == number, cancellation);
        return version is { Content.Length: > 0 } ? version : null;
    }

    private async Task<TemplateState> StateAsync(
        ReportPlace place,
        ReportFormat format,
        CultureInfo language,
        CancellationToken cancellation
    )
    {
        var inForce = await _store.FindAsync(place.Unit.Id, format, language, cancellation);
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var from = await db
            .ReportTemplates.Where(t => t.Id == inForce)
            .Select(t => new { t.UnitId, t.Number })
            .SingleOrDefaultAsync(cancellation);
        var versions = await Versions(db, place.Unit.Id, format, language)
            .OrderByDescending(t => t.Number)
            .Select(t => new TemplateVersion(t.Number, t.FileName, t.Content.Length, t.UploadedBy, t.UploadedAt))
            .ToListAsync(cancellation);
        return new(
            format,
            language.Name,
            from is null ? null : place.Reference.Units.NameAt(from.UnitId, place.Today),
            from?.Number ?? 0,
            versions
        );
    }

    private static IQueryable<ReportTemplate> Versions(PortalDb db, int unitId, ReportFormat format, CultureInfo language) =>
        db.ReportTemplates.AsNoTracking().Where(t => t.UnitId == unitId && t.Format == format && t.Language == language.Name);

    // Some browsers send a whole path.
    private static string Name(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length <= ReportColumns.NameLength ? name : name[^ReportColumns.NameLength..];
    }
}
