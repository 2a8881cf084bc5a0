using System.Globalization;
using System.IO.Compression;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Reports.Subscriptions;
using Portal.Tests.Reports;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for reports, their archive and templates, saved tables, and mails.</summary>
internal static class ReportCalls
{
    private const string OfAPerson =
        "a saved question belongs to its owner, and its link to whoever has it; the answer is read by TableReader";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static CultureInfo Chinese => ReportSamples.Chinese;

    private static DateOnly Month => CallWorld.October;

    public static IEnumerable<Call> All => [.. Reports, .. Archive, .. Templates, .. Tables, .. Mails];

    private static IEnumerable<Call> Reports =>
        [
            Call.Of<IReportReader>(
                nameof(IReportReader.OpenAsync),
                Role.Leader,
                StreetId,
                async (reports, actor, _) => await reports.OpenAsync(actor, CallWorld.Signed, Chinese, Token) is not null
            ),
            Call.Of<IReportReader>(
                nameof(IReportReader.OpenDraftAsync),
                Role.Leader,
                StreetId,
                async (reports, actor, _) => await reports.OpenDraftAsync(actor, CallWorld.Unsigned, Chinese, Token) is not null
            ),
            Call.Of<IReportReader>(
                nameof(IReportReader.FileAsync),
                Role.Leader,
                StreetId,
                async (reports, actor, _) =>
                    await reports.FileAsync(actor, CallWorld.Signed, ReportFormat.Docx, Chinese, cancellation: Token) is not null
            ),
            Call.Of<IReportReader>(
                nameof(IReportReader.CompareAsync),
                Role.Leader,
                StreetId,
                async (reports, actor, _) => await reports.CompareAsync(actor, CallWorld.Signed, Chinese, cancellation: Token) is not null
            ),
            Call.Of<IReportSigning, SignedSummary>(
                nameof(IReportSigning.SignAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (signing, actor, world) =>
                {
                    var key = CallWorld.Signed with { From = new(2014, 8, 1) };
                    var seen = (await world.Get<IReportReader>().OpenDraftAsync(Actor.System, key, Chinese, Token))!.Basis;
                    return await signing.SignAsync(actor, key, seen, reason: null, Token);
                },
                signed => signed.Number == 1
            ),
            Call.Of<IReportRemarks>(
                nameof(IReportRemarks.WriteAsync),
                Role.EfficiencyOffice,
                StreetId,
                (remarks, actor, _) => remarks.WriteAsync(actor, CallWorld.Unsigned, "a remark", seenNumber: 0, Token)
            ),
        ];

    private static IEnumerable<Call> Archive =>
        [
            Call.Of<ReportArchive>(
                nameof(ReportArchive.ReadAsync),
                Role.Leader,
                StreetId,
                async (archive, actor, _) => (await archive.ReadAsync(actor, Month, Month, Chinese, Token)).Any(r => r.Unit == Street)
            ),
            Call.Of<ReportArchive>(
                nameof(ReportArchive.SignedAsync),
                Role.Leader,
                StreetId,
                async (archive, actor, _) => (await archive.SignedAsync(actor, cancellation: Token)).Count > 0
            ),
            Call.Of<ReportArchive>(
                nameof(ReportArchive.RequestAsync),
                Role.Leader,
                StreetId,
                async (archive, actor, _) => await archive.RequestAsync(actor, [Community], Month, Month, Chinese, Token) > 0
            ),
            Call.Of<ReportArchive>(
                nameof(ReportArchive.ProgressAsync),
                Role.Leader,
                StreetId,
                async (archive, actor, _) => (await archive.ProgressAsync(actor, Token)).Total > 0
            ),
            Call.Of<FailedDrafts>(
                nameof(FailedDrafts.ReadAsync),
                Role.Leader,
                StreetId,
                async (drafts, actor, _) => (await drafts.ReadAsync(actor, Token)).Count > 0
            ),
            Call.Of<FailedDrafts>(
                nameof(FailedDrafts.RetryAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (drafts, actor, world) => await drafts.RetryAsync(actor, world.FailedDrafts[0], Token) > 0
            ),
            Call.Of<FailedDrafts>(
                nameof(FailedDrafts.ClearAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (drafts, actor, world) => await drafts.ClearAsync(actor, world.FailedDrafts[1], Token) > 0
            ),
            Call.Of<ReportYears>(
                nameof(ReportYears.ReadAsync),
                Role.Leader,
                StreetId,
                async (years, actor, _) => await years.ReadAsync(actor, Street, 2014, Token) is not null
            ),
        ];

    private static IEnumerable<Call> Templates =>
        [
            Call.Of<ReportPlaces>(
                nameof(ReportPlaces.FindAsync),
                Role.Leader,
                StreetId,
                async (places, actor, _) => await places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), Street, Token) is not null
            ),
            Call.Of<ReportTemplates>(
                nameof(ReportTemplates.OpenAsync),
                Role.Leader,
                StreetId,
                async (templates, actor, _) => await templates.OpenAsync(actor, Street, Token) is not null
            ),
            Call.Of<ReportTemplates>(
                nameof(ReportTemplates.FileAsync),
                Role.Leader,
                StreetId,
                async (templates, actor, _) =>
                    await templates.FileAsync(actor, Street, ReportFormat.Docx, Chinese, cancellation: Token) is not null
            ),
            Call.Of<ReportTemplates, TemplateFault[]>(
                nameof(ReportTemplates.UploadAsync),
                Role.EfficiencyOffice,
                StreetId,
                (templates, actor, _) =>
                    templates.UploadAsync(actor, Street, ReportFormat.Docx, Chinese, "t.docx", EmptyZip(), seenNumber: 0, Token),
                faults => faults.Length == 0
            ),
            Call.Of<ReportTemplates>(
                nameof(ReportTemplates.ResetAsync),
                Role.EfficiencyOffice,
                StreetId,
                (templates, actor, _) => templates.ResetAsync(actor, Street, ReportFormat.Xlsx, Chinese, seenNumber: 0, Token)
            ),
        ];

    private static byte[] EmptyZip()
    {
        using var content = new MemoryStream();
        using (new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true)) { }
        return content.ToArray();
    }

    private static IEnumerable<Call> Tables =>
        [
            Call.Of<TableReader, CustomTable>(
                nameof(TableReader.ReadAsync),
                Role.Leader,
                StreetId,
                (tables, actor, _) => tables.ReadAsync(actor, CallWorld.Query(), Chinese, Token),
                table => table.Table.Rows.Count > 0
            ),
            Call.Of<SavedTables>(
                nameof(SavedTables.ListAsync),
                Role.Leader,
                StreetId,
                async (tables, actor, _) => (await tables.ListAsync(actor, Token)).Count > 0
            ),
            Call.Of<SavedTables>(
                nameof(SavedTables.FindAsync),
                Role.Leader,
                StreetId,
                async (tables, actor, world) => await tables.FindAsync(actor, world.SavedTable, Token) is not null
            ) with
            {
                AlsoForOthers = OfAPerson,
            },
            Call.Of<SavedTables, string>(
                nameof(SavedTables.SaveAsync),
                Role.Leader,
                StreetId,
                (tables, actor, _) => tables.SaveAsync(actor, "new", CallWorld.Query(), scheduled: false, Token),
                code => code.Length > 0
            ) with
            {
                AlsoForOthers = OfAPerson,
            },
            Call.Of<SavedTables>(
                nameof(SavedTables.DeleteAsync),
                Role.Leader,
                StreetId,
                (tables, actor, world) => tables.DeleteAsync(actor, world.TableToDelete, Token)
            ),
        ];

    private static IEnumerable<Call> Mails =>
        [
            Call.Of<ReportSubscriptions>(
                nameof(ReportSubscriptions.SubscriptionsAsync),
                Role.Leader,
                StreetId,
                async (post, actor, _) => (await post.SubscriptionsAsync(actor, Token)).Count > 0
            ),
            Call.Of<ReportSubscriptions>(
                nameof(ReportSubscriptions.SubscribeAsync),
                Role.EfficiencyOffice,
                StreetId,
                (post, actor, _) => post.SubscribeAsync(actor, CallWorld.Subscription("new@example.gov.cn"), Token)
            ),
            Call.Of<ReportSubscriptions>(
                nameof(ReportSubscriptions.UnsubscribeAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (post, actor, world) =>
                {
                    await post.UnsubscribeAsync(actor, world.SubscriptionToEnd, Token);
                    return (await post.SubscriptionsAsync(Actor.System, Token)).All(s => s.Id != world.SubscriptionToEnd);
                }
            ),
            Call.Of<ReportSubscriptions>(
                nameof(ReportSubscriptions.MailsAsync),
                Role.Leader,
                StreetId,
                async (post, actor, _) => (await post.MailsAsync(actor, cancellation: Token)).Count > 0
            ),
            Call.Of<ReportSubscriptions>(
                nameof(ReportSubscriptions.RetryAsync),
                Role.EfficiencyOffice,
                StreetId,
                (post, actor, world) => post.RetryAsync(actor, world.FailedMail, Token)
            ),
        ];
}
