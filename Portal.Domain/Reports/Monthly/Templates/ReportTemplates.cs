using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <inheritdoc cref="IReportTemplates"/>
internal sealed class ReportTemplates(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    ReportPlaces places,
    TemplateStore store,
    TemplateInspection inspection,
    ReportRendering rendering,
    DistrictTime time
) : IReportTemplates
{
    public async Task<IReadOnlyList<TemplateState>?> OpenAsync(Actor actor, string unit, CancellationToken cancellation = default)
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), unit, cancellation) is not { } place)
            return null;
        var states = new List<TemplateState>();
        foreach (var format in ReportFiles.Formats)
        {
            foreach (var culture in ReportLanguages.All)
                states.Add(await StateAsync(place, format, culture, cancellation));
        }
        return states;
    }

    public async Task<ReportFile?> FileAsync(
        Actor actor,
        string unit,
        ReportFormat format,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    )
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), unit, cancellation) is not { } place)
            return null;
        var language = ReportLanguages.Nearest(culture);
        var template = number is { } wanted
            ? await VersionAsync(place.Unit.Id, format, language, wanted, cancellation)
            : await store.InForceAsync(place.Unit.Id, format, language, cancellation);
        if (template is not null)
            return new(template.FileName, ReportFiles.ContentType(format), template.Content);
        return number is null
            ? new(
                $"template_{language.Name}{ReportFiles.Extension(format)}",
                ReportFiles.ContentType(format),
                rendering[format].ShippedTemplate(language)
            )
            : null;
    }

    public async Task<IReadOnlyList<TemplateFault>> UploadAsync(
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
        var place = await places.DemandAsync(actor.ScopeFor(Permissions.ReportsWrite), unit, cancellation);
        var language = ReportLanguages.Nearest(culture);
        var faults = await inspection.InspectAsync(unit, format, language, content, cancellation);
        if (faults.Count == 0)
            await AddAsync(actor, place, format, language, fileName, content, seenNumber, cancellation);
        return faults;
    }

    public async Task ResetAsync(
        Actor actor,
        string unit,
        ReportFormat format,
        CultureInfo culture,
        int seenNumber,
        CancellationToken cancellation = default
    )
    {
        var place = await places.DemandAsync(actor.ScopeFor(Permissions.ReportsWrite), unit, cancellation);
        await AddAsync(actor, place, format, ReportLanguages.Nearest(culture), fileName: "", content: [], seenNumber, cancellation);
    }

    private async Task AddAsync(
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
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        if ((await Versions(db, place.Unit.Id, format, language).MaxAsync(t => (int?)t.Number, cancellation) ?? 0) != seenNumber)
            throw new ReportRefusedException("template.changed");
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
                UploadedAt = time.Now,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<ReportTemplate?> VersionAsync(
        int unitId,
        ReportFormat format,
        CultureInfo language,
        int number,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
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
        var inForce = await store.FindAsync(place.Unit.Id, format, language, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
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

    // What some browsers send is a whole path.
    private static string Name(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length <= ReportColumns.NameLength ? name : name[^ReportColumns.NameLength..];
    }
}
