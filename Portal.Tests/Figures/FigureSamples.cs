using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

/// <summary>Small forms, and sheets in the state that a test needs.</summary>
internal static class FigureSamples
{
    public const int StreetFormId = 2_001;
    public const int CommunityFormId = 2_002;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A form of one whole number, due on the 5th working day.</summary>
    public static FigureForm Form(int id, string code, UnitKinds kinds, DateOnly firstMonth, DateOnly? lastMonth = null) =>
        new()
        {
            Id = id,
            Code = code,
            Kinds = kinds,
            FirstMonth = firstMonth,
            LastMonth = lastMonth,
            Versions =
            {
                new()
                {
                    FromMonth = firstMonth,
                    Definition = FormJson.Write(
                        new(
                            new(code, code),
                            [new("s", new("节", "Part"), [new("accepted", new("受理", "Accepted")) { Traits = new() }], [])],
                            []
                        )
                    ),
                    WrittenBy = "test",
                },
            },
        };

    /// <summary>A form of the streets and one of the communities.</summary>
    public static async Task SeedFormsAsync(this TestDatabase database, DateOnly firstMonth)
    {
        await using var db = database.Open();
        db.FigureForms.AddRange(
            Form(StreetFormId, "street-form", UnitKinds.Street, firstMonth),
            Form(CommunityFormId, "community-form", UnitKinds.Community, firstMonth)
        );
        await db.SaveChangesAsync(Token);
        await database.ReferenceChangedAsync();
    }

    public static async Task ReferenceChangedAsync(this TestDatabase database)
    {
        await using var db = database.Open();
        await db
            .ReferenceStates.Where(s => s.Id == ReferenceState.SingleId)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), Token);
    }

    /// <summary>A sheet that was submitted at the first instant and approved at the second; null for neither.</summary>
    public static async Task<FigureSheet> SheetAsync(
        this TestDatabase database,
        int formId,
        int unitId,
        DateOnly month,
        DateTimeOffset? submitted,
        DateTimeOffset? approved = null,
        Action<FigureSheet>? change = null
    )
    {
        await using var db = database.Open();
        var sheet = new FigureSheet
        {
            FormId = formId,
            UnitId = unitId,
            Month = month,
            Revision = 1,
            Status =
                approved is not null ? FigureStatus.Approved
                : submitted is not null ? FigureStatus.Submitted
                : FigureStatus.Draft,
            FirstSubmittedAt = submitted,
            SubmittedAt = submitted,
            ApprovedAt = approved,
            ApprovedVersion = approved is null ? null : 1,
        };
        change?.Invoke(sheet);
        db.FigureSheets.Add(sheet);
        await db.SaveChangesAsync(Token);
        if (approved is { } at)
        {
            var form = await db.FigureForms.Include(f => f.Versions).SingleAsync(f => f.Id == formId, Token);
            db.FigureVersions.Add(
                new()
                {
                    SheetId = sheet.Id,
                    Number = 1,
                    FormVersionId = form.Versions[0].Id,
                    Values = "{}",
                    SubmittedBy = "clerk",
                    ApprovedBy = "office",
                    ApprovedAt = at,
                }
            );
            await db.SaveChangesAsync(Token);
        }
        return sheet;
    }
}
