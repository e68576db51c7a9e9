"""All models, each of which is loaded when it is first used, with those that it holds."""

from typing import TYPE_CHECKING

from ...late import late

if TYPE_CHECKING:
    from .academic_session import AcademicSession
    from .academic_session_set import AcademicSessionSet
    from .academic_session_type import AcademicSessionType
    from .categories_set import CategoriesSet
    from .category import Category
    from .class_ import Class
    from .class_set import ClassSet
    from .class_type import ClassType
    from .course import Course
    from .course_set import CourseSet
    from .demographics import Demographics
    from .demographics_set import DemographicsSet
    from .demographics_sex import DemographicsSex
    from .enrollment import Enrollment
    from .enrollment_role import EnrollmentRole
    from .enrollment_set import EnrollmentSet
    from .guid_ref import GUIDRef
    from .guid_ref_type import GUIDRefType
    from .imsx_code_major import ImsxCodeMajor
    from .imsx_code_minor import ImsxCodeMinor
    from .imsx_severity import ImsxSeverity
    from .imsx_status_info import ImsxStatusInfo
    from .imsx_status_info_set import ImsxStatusInfoSet
    from .line_item import LineItem
    from .line_item_set import LineItemSet
    from .order_by import OrderBy
    from .org import Org
    from .org_set import OrgSet
    from .org_type import OrgType
    from .resource import Resource
    from .resource_importance import ResourceImportance
    from .resource_roles import ResourceRoles
    from .resource_set import ResourceSet
    from .result import Result
    from .result_set import ResultSet
    from .score_status import ScoreStatus
    from .single_academic_session import SingleAcademicSession
    from .single_category import SingleCategory
    from .single_class import SingleClass
    from .single_course import SingleCourse
    from .single_demographics import SingleDemographics
    from .single_enrollment import SingleEnrollment
    from .single_line_item import SingleLineItem
    from .single_org import SingleOrg
    from .single_resource import SingleResource
    from .single_result import SingleResult
    from .single_user import SingleUser
    from .status import Status
    from .user import User
    from .user_id import UserId
    from .user_role import UserRole
    from .user_set import UserSet

__all__ = (
    "AcademicSession",
    "AcademicSessionSet",
    "AcademicSessionType",
    "CategoriesSet",
    "Category",
    "Class",
    "ClassSet",
    "ClassType",
    "Course",
    "CourseSet",
    "Demographics",
    "DemographicsSet",
    "DemographicsSex",
    "Enrollment",
    "EnrollmentRole",
    "EnrollmentSet",
    "GUIDRef",
    "GUIDRefType",
    "ImsxCodeMajor",
    "ImsxCodeMinor",
    "ImsxSeverity",
    "ImsxStatusInfo",
    "ImsxStatusInfoSet",
    "LineItem",
    "LineItemSet",
    "OrderBy",
    "Org",
    "OrgSet",
    "OrgType",
    "Resource",
    "ResourceImportance",
    "ResourceRoles",
    "ResourceSet",
    "Result",
    "ResultSet",
    "ScoreStatus",
    "SingleAcademicSession",
    "SingleCategory",
    "SingleClass",
    "SingleCourse",
    "SingleDemographics",
    "SingleEnrollment",
    "SingleLineItem",
    "SingleOrg",
    "SingleResource",
    "SingleResult",
    "SingleUser",
    "Status",
    "User",
    "UserId",
    "UserRole",
    "UserSet",
)

if not TYPE_CHECKING:
    __getattr__, __dir__ = late(
        globals(),
        {
            "AcademicSession": ".academic_session",
            "AcademicSessionSet": ".academic_session_set",
            "AcademicSessionType": ".academic_session_type",
            "CategoriesSet": ".categories_set",
            "Category": ".category",
            "Class": ".class_",
            "ClassSet": ".class_set",
            "ClassType": ".class_type",
            "Course": ".course",
            "CourseSet": ".course_set",
            "Demographics": ".demographics",
            "DemographicsSet": ".demographics_set",
            "DemographicsSex": ".demographics_sex",
            "Enrollment": ".enrollment",
            "EnrollmentRole": ".enrollment_role",
            "EnrollmentSet": ".enrollment_set",
            "GUIDRef": ".guid_ref",
            "GUIDRefType": ".guid_ref_type",
            "ImsxCodeMajor": ".imsx_code_major",
            "ImsxCodeMinor": ".imsx_code_minor",
            "ImsxSeverity": ".imsx_severity",
            "ImsxStatusInfo": ".imsx_status_info",
            "ImsxStatusInfoSet": ".imsx_status_info_set",
            "LineItem": ".line_item",
            "LineItemSet": ".line_item_set",
            "OrderBy": ".order_by",
            "Org": ".org",
            "OrgSet": ".org_set",
            "OrgType": ".org_type",
            "Resource": ".resource",
            "ResourceImportance": ".resource_importance",
            "ResourceRoles": ".resource_roles",
            "ResourceSet": ".resource_set",
            "Result": ".result",
            "ResultSet": ".result_set",
            "ScoreStatus": ".score_status",
            "SingleAcademicSession": ".single_academic_session",
            "SingleCategory": ".single_category",
            "SingleClass": ".single_class",
            "SingleCourse": ".single_course",
            "SingleDemographics": ".single_demographics",
            "SingleEnrollment": ".single_enrollment",
            "SingleLineItem": ".single_line_item",
            "SingleOrg": ".single_org",
            "SingleResource": ".single_resource",
            "SingleResult": ".single_result",
            "SingleUser": ".single_user",
            "Status": ".status",
            "User": ".user",
            "UserId": ".user_id",
            "UserRole": ".user_role",
            "UserSet": ".user_set",
        },
    )
