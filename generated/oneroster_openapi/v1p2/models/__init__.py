"""All models, each of which is loaded when it is first used, with those that it holds."""

from typing import TYPE_CHECKING

from ...late import late

if TYPE_CHECKING:
    from .acad_session_guid_ref import AcadSessionGUIDRef
    from .academic_session import AcademicSession
    from .academic_session_set import AcademicSessionSet
    from .academic_session_type import AcademicSessionType
    from .assessment_line_item import AssessmentLineItem
    from .assessment_line_item_guid_ref import AssessmentLineItemGUIDRef
    from .assessment_line_item_set import AssessmentLineItemSet
    from .assessment_result import AssessmentResult
    from .assessment_result_set import AssessmentResultSet
    from .categories_set import CategoriesSet
    from .category import Category
    from .category_guid_ref import CategoryGUIDRef
    from .class_ import Class
    from .class_guid_ref import ClassGUIDRef
    from .class_set import ClassSet
    from .class_type import ClassType
    from .course import Course
    from .course_guid_ref import CourseGUIDRef
    from .course_set import CourseSet
    from .credential import Credential
    from .demographics import Demographics
    from .demographics_set import DemographicsSet
    from .demographics_sex import DemographicsSex
    from .enrollment import Enrollment
    from .enrollment_role import EnrollmentRole
    from .enrollment_set import EnrollmentSet
    from .guid_pair import GUIDPair
    from .guid_pair_set import GUIDPairSet
    from .imsx_code_major import ImsxCodeMajor
    from .imsx_code_minor import ImsxCodeMinor
    from .imsx_code_minor_field import ImsxCodeMinorField
    from .imsx_code_minor_field_value import ImsxCodeMinorFieldValue
    from .imsx_severity import ImsxSeverity
    from .imsx_status_info import ImsxStatusInfo
    from .learning_objective_results import LearningObjectiveResults
    from .learning_objective_score_set import LearningObjectiveScoreSet
    from .learning_objective_set import LearningObjectiveSet
    from .learning_objective_source import LearningObjectiveSource
    from .line_item import LineItem
    from .line_item_guid_ref import LineItemGUIDRef
    from .line_item_set import LineItemSet
    from .order_by import OrderBy
    from .org import Org
    from .org_guid_ref import OrgGUIDRef
    from .org_set import OrgSet
    from .org_type import OrgType
    from .resource import Resource
    from .resource_guid_ref import ResourceGUIDRef
    from .resource_importance import ResourceImportance
    from .resource_roles import ResourceRoles
    from .resource_set import ResourceSet
    from .result import Result
    from .result_set import ResultSet
    from .role import Role
    from .role_role import RoleRole
    from .role_type import RoleType
    from .score_scale import ScoreScale
    from .score_scale_guid_ref import ScoreScaleGUIDRef
    from .score_scale_set import ScoreScaleSet
    from .score_scale_value import ScoreScaleValue
    from .score_status import ScoreStatus
    from .single_academic_session import SingleAcademicSession
    from .single_assessment_line_item import SingleAssessmentLineItem
    from .single_assessment_result import SingleAssessmentResult
    from .single_category import SingleCategory
    from .single_class import SingleClass
    from .single_course import SingleCourse
    from .single_demographics import SingleDemographics
    from .single_enrollment import SingleEnrollment
    from .single_line_item import SingleLineItem
    from .single_org import SingleOrg
    from .single_resource import SingleResource
    from .single_result import SingleResult
    from .single_score_scale import SingleScoreScale
    from .single_user import SingleUser
    from .status import Status
    from .user import User
    from .user_guid_ref import UserGUIDRef
    from .user_id import UserId
    from .user_profile import UserProfile
    from .user_set import UserSet

__all__ = (
    "AcademicSession",
    "AcademicSessionSet",
    "AcademicSessionType",
    "AcadSessionGUIDRef",
    "AssessmentLineItem",
    "AssessmentLineItemGUIDRef",
    "AssessmentLineItemSet",
    "AssessmentResult",
    "AssessmentResultSet",
    "CategoriesSet",
    "Category",
    "CategoryGUIDRef",
    "Class",
    "ClassGUIDRef",
    "ClassSet",
    "ClassType",
    "Course",
    "CourseGUIDRef",
    "CourseSet",
    "Credential",
    "Demographics",
    "DemographicsSet",
    "DemographicsSex",
    "Enrollment",
    "EnrollmentRole",
    "EnrollmentSet",
    "GUIDPair",
    "GUIDPairSet",
    "ImsxCodeMajor",
    "ImsxCodeMinor",
    "ImsxCodeMinorField",
    "ImsxCodeMinorFieldValue",
    "ImsxSeverity",
    "ImsxStatusInfo",
    "LearningObjectiveResults",
    "LearningObjectiveScoreSet",
    "LearningObjectiveSet",
    "LearningObjectiveSource",
    "LineItem",
    "LineItemGUIDRef",
    "LineItemSet",
    "OrderBy",
    "Org",
    "OrgGUIDRef",
    "OrgSet",
    "OrgType",
    "Resource",
    "ResourceGUIDRef",
    "ResourceImportance",
    "ResourceRoles",
    "ResourceSet",
    "Result",
    "ResultSet",
    "Role",
    "RoleRole",
    "RoleType",
    "ScoreScale",
    "ScoreScaleGUIDRef",
    "ScoreScaleSet",
    "ScoreScaleValue",
    "ScoreStatus",
    "SingleAcademicSession",
    "SingleAssessmentLineItem",
    "SingleAssessmentResult",
    "SingleCategory",
    "SingleClass",
    "SingleCourse",
    "SingleDemographics",
    "SingleEnrollment",
    "SingleLineItem",
    "SingleOrg",
    "SingleResource",
    "SingleResult",
    "SingleScoreScale",
    "SingleUser",
    "Status",
    "User",
    "UserGUIDRef",
    "UserId",
    "UserProfile",
    "UserSet",
)

if not TYPE_CHECKING:
    __getattr__, __dir__ = late(
        globals(),
        {
            "AcadSessionGUIDRef": ".acad_session_guid_ref",
            "AcademicSession": ".academic_session",
            "AcademicSessionSet": ".academic_session_set",
            "AcademicSessionType": ".academic_session_type",
            "AssessmentLineItem": ".assessment_line_item",
            "AssessmentLineItemGUIDRef": ".assessment_line_item_guid_ref",
            "AssessmentLineItemSet": ".assessment_line_item_set",
            "AssessmentResult": ".assessment_result",
            "AssessmentResultSet": ".assessment_result_set",
            "CategoriesSet": ".categories_set",
            "Category": ".category",
            "CategoryGUIDRef": ".category_guid_ref",
            "Class": ".class_",
            "ClassGUIDRef": ".class_guid_ref",
            "ClassSet": ".class_set",
            "ClassType": ".class_type",
            "Course": ".course",
            "CourseGUIDRef": ".course_guid_ref",
            "CourseSet": ".course_set",
            "Credential": ".credential",
            "Demographics": ".demographics",
            "DemographicsSet": ".demographics_set",
            "DemographicsSex": ".demographics_sex",
            "Enrollment": ".enrollment",
            "EnrollmentRole": ".enrollment_role",
            "EnrollmentSet": ".enrollment_set",
            "GUIDPair": ".guid_pair",
            "GUIDPairSet": ".guid_pair_set",
            "ImsxCodeMajor": ".imsx_code_major",
            "ImsxCodeMinor": ".imsx_code_minor",
            "ImsxCodeMinorField": ".imsx_code_minor_field",
            "ImsxCodeMinorFieldValue": ".imsx_code_minor_field_value",
            "ImsxSeverity": ".imsx_severity",
            "ImsxStatusInfo": ".imsx_status_info",
            "LearningObjectiveResults": ".learning_objective_results",
            "LearningObjectiveScoreSet": ".learning_objective_score_set",
            "LearningObjectiveSet": ".learning_objective_set",
            "LearningObjectiveSource": ".learning_objective_source",
            "LineItem": ".line_item",
            "LineItemGUIDRef": ".line_item_guid_ref",
            "LineItemSet": ".line_item_set",
            "OrderBy": ".order_by",
            "Org": ".org",
            "OrgGUIDRef": ".org_guid_ref",
            "OrgSet": ".org_set",
            "OrgType": ".org_type",
            "Resource": ".resource",
            "ResourceGUIDRef": ".resource_guid_ref",
            "ResourceImportance": ".resource_importance",
            "ResourceRoles": ".resource_roles",
            "ResourceSet": ".resource_set",
            "Result": ".result",
            "ResultSet": ".result_set",
            "Role": ".role",
            "RoleRole": ".role_role",
            "RoleType": ".role_type",
            "ScoreScale": ".score_scale",
            "ScoreScaleGUIDRef": ".score_scale_guid_ref",
            "ScoreScaleSet": ".score_scale_set",
            "ScoreScaleValue": ".score_scale_value",
            "ScoreStatus": ".score_status",
            "SingleAcademicSession": ".single_academic_session",
            "SingleAssessmentLineItem": ".single_assessment_line_item",
            "SingleAssessmentResult": ".single_assessment_result",
            "SingleCategory": ".single_category",
            "SingleClass": ".single_class",
            "SingleCourse": ".single_course",
            "SingleDemographics": ".single_demographics",
            "SingleEnrollment": ".single_enrollment",
            "SingleLineItem": ".single_line_item",
            "SingleOrg": ".single_org",
            "SingleResource": ".single_resource",
            "SingleResult": ".single_result",
            "SingleScoreScale": ".single_score_scale",
            "SingleUser": ".single_user",
            "Status": ".status",
            "User": ".user",
            "UserGUIDRef": ".user_guid_ref",
            "UserId": ".user_id",
            "UserProfile": ".user_profile",
            "UserSet": ".user_set",
        },
    )
