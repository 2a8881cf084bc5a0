using Portal.Access;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Reports;
using Portal.Reports.Templates;

namespace Portal.Navigation;

/// <summary>The addresses of the portal's pages, each written here and nowhere else.</summary>
public static class PortalUrls
{
    public const string Home = "/";
    public const string Live = "/live";
    public const string Figures = "/figures";
    public const string Reconciliation = "/figures/reconciliation";
    public const string Forms = "/figures/forms";
    public const string Approvals = "/approvals";
    public const string Reports = "/reports";
    public const string ReportDifference = "/reports/difference";
    public const string ReportFiles = "/reports/files";
    public const string ReportTemplates = "/reports/templates";
    public const string ReportTemplateFiles = "/reports/templates/file";
    public const string ReportMails = "/reports/subscriptions";
    public const string ReportTables = "/reports/tables";
    public const string Import = "/import";
    public const string SignIn = "/account/login";
    public const string FirstAdministrator = "/account/first";
    public const string SignOut = "/account/logout";
    public const string Users = "/admin/users";
    public const string Keys = "/admin/keys";
    public const string Jobs = "/admin/jobs";
    public const string Replay = "/admin/replay";
    public const string Filling = "/demonstration";

    /// <summary>The page on which the API can be browsed.</summary>
    public const string Api = "/api";

    /// <summary>Where its description for programs begins.</summary>
    public const string ApiDocument = "/openapi";

    /// <summary>What other systems call.</summary>
    public const string ApiRoot = "/api/v1";
}
