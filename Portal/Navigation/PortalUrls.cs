namespace Portal.Navigation;

/// <summary>The URLs of the portal's pages, for links. Each page repeats its own in <c>@page</c>; a test compares both.</summary>
public static class PortalUrls
{
    public const string Home = "/";
    public const string Live = "/live";
    public const string Cases = "/cases";
    public const string CaseParts = "/cases/parts";
    public const string Appeals = "/appeals";
    public const string AppealParts = "/appeals/parts";
    public const string Ranking = "/appeals/ranking";

    /// <summary>The root of the pages of items.</summary>
    public const string Items = "/items";
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

    /// <summary>Everything that waits for the reader.</summary>
    public const string Tasks = "/tasks";
    public const string Supervision = "/supervision";

    /// <summary>The root of the pages of cards.</summary>
    public const string Cards = "/supervision/cards";
    public const string Rules = "/supervision/rules";
    public const string Hours = "/supervision/hours";
    public const string Campaigns = "/campaigns";
    public const string NewCampaign = "/campaigns/new";
    public const string Standards = "/standards";

    /// <summary>The root of the pages of service points.</summary>
    public const string ServicePoints = "/standards/points";
    public const string Checklists = "/standards/checklists";

    /// <summary>The list of units, and the root of their pages.</summary>
    public const string Organisation = "/organisation";

    /// <summary>The list of rectification orders, and the root of their pages.</summary>
    public const string Rectifications = "/rectifications";

    /// <summary>The page on which the office orders a unit to mend something.</summary>
    public const string NewRectification = "/rectifications/order";

    /// <summary>The list of bad reviews, and the root of their pages.</summary>
    public const string Reviews = "/reviews";

    /// <summary>The root of the files of evidence.</summary>
    public const string RectificationEvidence = "/rectifications/evidence";
    public const string Import = "/import";
    public const string Entry = "/entry";
    public const string SignIn = "/account/login";
    public const string FirstAdministrator = "/account/first";
    public const string SignOut = "/account/logout";
    public const string Account = "/account";
    public const string Password = "/account/password";

    /// <summary>Pages call it on a person's input, which keeps the session alive.</summary>
    public const string Input = "/account/input";

    public const string TooManyPages = "/too-many-pages";
    public const string Users = "/admin/users";
    public const string Keys = "/admin/keys";
    public const string Sources = "/admin/sources";

    /// <summary>The page of webhook subscriptions, and the root of the pages of single ones.</summary>
    public const string Webhooks = "/admin/webhooks";

    /// <summary>The page of units, items and calendar.</summary>
    public const string Reference = "/admin/reference";
    public const string Health = "/admin/health";
    public const string Jobs = "/admin/jobs";
    public const string Replay = "/admin/replay";
    public const string Filling = "/demonstration";

    /// <summary>The API browser's page.</summary>
    public const string Api = "/api";

    /// <summary>The root of the OpenAPI documents.</summary>
    public const string ApiDocument = "/openapi";

    /// <summary>The root of the API.</summary>
    public const string ApiRoot = "/api/v1";

    /// <summary>The root of the tasks of the API, with their evidence.</summary>
    public const string ApiTasks = ApiRoot + "/tasks";
}
